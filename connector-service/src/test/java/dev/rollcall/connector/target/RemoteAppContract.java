package dev.rollcall.connector.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.LeftBehind;
import dev.rollcall.schemas.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What lanes rely on, whatever a target speaks. A kind's test class implements this, or
/// [StateContract] where it is kept in step by differences.
public interface RemoteAppContract extends DialContract {

  /// An entry that leads to the app on the other side.
  JsonObject entry();

  /// From now on whatever would change something is refused for now, and not done.
  void busy();

  /// From now on whatever would change something is refused for now, with the wish not to be called
  /// for this time, as an app says it by a 429 with `Retry-After`.
  ///
  /// @return why an app of this kind cannot say so, or nothing where it does from now on
  Optional<String> asksForPause(Duration pause);

  /// From now on whatever changes something is done, and nobody hears of it.
  void losesAnswers();

  /// From now on all is as it should be.
  void calm();

  /// A test call is for what can be asked without a change: a kind that asks nothing says nothing.
  @Test
  default void a_test_call_of_an_app_that_is_as_it_should_be_is_good_and_within_the_time_limit() {
    try (var target = Opened.of(kind(), entry())) {
      calm();
      assertThat(target.probe().orElse(new Answer.Done(null))).isEqualTo(new Answer.Done(null));
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

  /// What the lane does with a pause is no matter of the kind: it has to hear of it, and in full.
  @Test
  default void a_target_that_asks_for_a_pause_is_heard_in_full() {
    var pause = Duration.ofDays(3);
    try (var target = Opened.of(kind(), entry())) {
      Action.Call change = change(target);
      asksForPause(pause)
          .ifPresentOrElse(
              why -> assertThat(why).as("it says why").isNotBlank(),
              () -> {
                Failure failure = failure(target.perform(ADA, change));

                assertThat(failure.kind()).isEqualTo(FailureKind.THROTTLED);
                assertThat(failure.retryAfter()).isEqualTo(pause);
                calm();
                assertThat(target.perform(ADA, change)).isNotInstanceOf(Failed.class);
              });
    }
  }

  @Test
  default void
      an_answer_that_is_lost_ends_within_the_time_limit_and_leaves_it_open_what_happened() {
    try (var target = Opened.of(kind(), entry())) {
      losesAnswers();
      Action.Call change = change(target);
      Failure failure = failure(target.perform(ADA, change));

      assertThat(LeftBehind.of(change, failure)).isEmpty();
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
