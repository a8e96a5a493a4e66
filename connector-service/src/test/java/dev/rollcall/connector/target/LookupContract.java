package dev.rollcall.connector.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.http.ChangingName;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

/// Where a target is dialled whose name we look up ourselves, each time. Clients that look names up
/// by themselves, as Kafka's do, cannot keep to it.
public interface LookupContract extends DialContract {
  /// A name that nobody else has (RFC 2606).
  String NAME = "app.example";

  @Test
  default void a_name_that_was_public_when_it_was_checked_is_judged_again_when_it_is_dialled()
      throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var name = new ChangingName(ChangingName.PUBLIC, ChangingName.LOOPBACK);
        var target = Opened.named(kind(), named(securely(listener.getLocalPort())), name)) {
      listener.setSoTimeout(1);
      // Whoever saves the target may look the name up, and sees nothing wrong.
      assertThat(name.of(NAME)[0]).isEqualTo(ChangingName.PUBLIC);

      Failure failure = RemoteAppContract.failure(target.perform(ADA, change(target)));

      assertThat(failure.kind()).isEqualTo(FailureKind.ADDRESS_REFUSED);
      assertThat(name.asked()).isGreaterThan(1);
      assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  default void where_private_addresses_are_allowed_a_clouds_metadata_still_is_not_dialled()
      throws IOException {
    try (var name = new ChangingName(ChangingName.METADATA);
        var target = Opened.named(kind(), named(plainly(RemoteAppContract.freePort())), name)) {
      Failure failure = RemoteAppContract.failure(target.perform(ADA, change(target)));

      assertThat(failure.kind()).isEqualTo(FailureKind.ADDRESS_REFUSED);
    }
  }

  @Test
  default void without_tls_a_name_that_has_become_public_is_not_dialled_and_a_private_one_is()
      throws IOException {
    assertThat(withoutTls(ChangingName.PUBLIC)).isEqualTo(FailureKind.ADDRESS_REFUSED);
    // Nobody listens there, and that is found out by dialling alone.
    assertThat(withoutTls(ChangingName.LOOPBACK)).isEqualTo(FailureKind.UNREACHABLE);
  }

  private FailureKind withoutTls(InetAddress address) throws IOException {
    try (var name = new ChangingName(address);
        var target = Opened.named(kind(), named(plainly(RemoteAppContract.freePort())), name)) {
      return RemoteAppContract.failure(target.perform(ADA, change(target))).kind();
    }
  }

  /// The same entry, with a name in the place of this machine's address.
  private static JsonObject named(JsonObject entry) {
    String url = entry.text("url").orElseThrow().replace("127.0.0.1", NAME);
    return entry.with("url", new JsonString(url));
  }
}
