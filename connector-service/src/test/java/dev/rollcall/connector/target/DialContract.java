package dev.rollcall.connector.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where a target is dialled, whatever it speaks: what is checked is the address that is dialled,
/// each time.
public interface DialContract {

  /// The kind under test.
  TargetKind<?> kind();

  /// An entry that leads to this port of this machine, by a secure connection where there is one
  /// for the kind, and without `allowPrivateAddress`.
  JsonObject securely(int port);

  /// An entry that leads to this port of this machine, and may.
  JsonObject plainly(int port);

  /// An action that changes something at a new target.
  default Action.Call change(Opened target) {
    return new Create(target.shape(ADA, Facts.person("ada")));
  }

  /// The person that every test begins with.
  ResourceRef ADA = Facts.user("00000000-0000-4000-8000-00000000000a");

  @Test
  default void nobody_there_is_trouble_of_the_target() throws IOException {
    int port = RemoteAppContract.freePort();
    try (var target = Opened.of(kind(), plainly(port))) {
      Failure failure = RemoteAppContract.failure(target.perform(ADA, change(target)));

      assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
      assertThat(failure.text()).isNotBlank();
    }
  }

  @Test
  default void a_test_call_of_nobody_fails_and_says_why() throws IOException {
    int port = RemoteAppContract.freePort();
    try (var target = Opened.of(kind(), plainly(port))) {
      target
          .probe()
          .ifPresent(answer -> assertThat(RemoteAppContract.failure(answer).text()).isNotBlank());
    }
  }

  @Test
  default void an_address_that_is_not_public_is_not_dialled() throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var target = Opened.of(kind(), securely(listener.getLocalPort()))) {
      listener.setSoTimeout(1);

      Failure failure = RemoteAppContract.failure(target.perform(ADA, change(target)));

      assertThat(failure.kind()).isEqualTo(FailureKind.ADDRESS_REFUSED);
      assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  default void of_private_addresses_those_alone_are_dialled_that_are_named() throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      JsonObject entry = plainly(listener.getLocalPort());
      listener.setSoTimeout(1);
      try (var target = Opened.of(kind(), allowing(entry, "10.0.0.0/8"))) {
        assertThat(RemoteAppContract.failure(target.perform(ADA, change(target))).kind())
            .isEqualTo(FailureKind.ADDRESS_REFUSED);
      }
      assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);

      try (var target = Opened.of(kind(), allowing(entry, "127.0.0.0/8"))) {
        assertThat(RemoteAppContract.failure(target.perform(ADA, change(target))).kind())
            .isNotEqualTo(FailureKind.ADDRESS_REFUSED);
      }
      listener.accept().close();
    }
  }

  private static JsonObject allowing(JsonObject entry, String range) {
    return entry.with(AddressesMember.NAME, JsonArray.ofStrings(List.of(range)));
  }
}
