package dev.rollcall.connector.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Progress;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

/// What lanes rely on, whatever a target speaks. A kind's test class implements this, or
/// [StateContract] where it is kept in step by differences.
public interface RemoteAppContract {

  /// The kind under test.
  TargetKind<?> kind();

  /// An entry that leads to the app on the other side.
  JsonObject entry();

  /// An entry that leads to this port of this machine, by a secure connection where there is one
  /// for the kind, and without `allowPrivateAddress`.
  JsonObject securely(int port);

  /// An entry that leads to this port of this machine, and may.
  JsonObject plainly(int port);

  /// From now on whatever would change something is refused for now, and not done.
  void busy();

  /// From now on whatever changes something is done, and nobody hears of it.
  void losesAnswers();

  /// From now on all is as it should be.
  void calm();

  /// An action that changes something at a new target.
  default Action.Call change(Opened target) {
    return new Create(target.shape(ADA, Facts.person("ada")));
  }

  /// The person that every test begins with.
  ResourceRef ADA = Facts.user("00000000-0000-4000-8000-00000000000a");

  @Test
  default void nobody_there_is_trouble_of_the_target() throws IOException {
    int port = freePort();
    try (var target = Opened.of(kind(), plainly(port))) {
      Failure failure = failure(target.perform(ADA, change(target)));

      assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
      assertThat(failure.text()).isNotBlank();
    }
  }

  @Test
  default void an_address_that_is_not_public_is_not_dialled() throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var target = Opened.of(kind(), securely(listener.getLocalPort()))) {
      listener.setSoTimeout(1);

      Failure failure = failure(target.perform(ADA, change(target)));

      assertThat(failure.kind()).isEqualTo(FailureKind.ADDRESS_REFUSED);
      assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  default void a_target_that_is_busy_is_asked_again_and_is_in_no_trouble() {
    try (var target = Opened.of(kind(), entry())) {
      busy();
      Action.Call change = change(target);
      Failure failure = failure(target.perform(ADA, change));

      assertThat(failure.kind()).isEqualTo(FailureKind.THROTTLED);
      assertThat(failure.kind().isTargetTrouble()).isFalse();

      calm();
      assertThat(target.perform(ADA, change)).isNotInstanceOf(Failed.class);
    }
  }

  @Test
  default void
      an_answer_that_is_lost_ends_within_the_time_limit_and_leaves_it_open_what_happened() {
    try (var target = Opened.of(kind(), entry())) {
      losesAnswers();
      Action.Call change = change(target);
      Failure failure = failure(target.perform(ADA, change));

      assertThat(Progress.leftBehind(change, failure)).isEmpty();
      assertThat(failure.kind()).isIn(FailureKind.TIMEOUT, FailureKind.UNREACHABLE);
    }
  }

  /// The failure of an answer that must be one.
  static Failure failure(Answer answer) {
    assertThat(answer).isInstanceOf(Failed.class);
    return ((Failed) answer).failure();
  }

  /// A port that nobody listens on.
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
