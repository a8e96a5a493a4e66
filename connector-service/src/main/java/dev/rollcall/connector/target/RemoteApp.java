package dev.rollcall.connector.target;

import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.schemas.event.ResourceRef;
import reactor.core.publisher.Mono;

/// Port to one downstream app. A leaf classifies every outcome itself: the answer is a value, and
/// an error signal is a bug.
@FunctionalInterface
public interface RemoteApp {

  /// Carries out one action on a resource. It ends within the time limit of the target.
  Mono<Answer> perform(ResourceRef resource, Action.Call call);

  /// Asks the app whether it can be used as it is configured, and changes nothing there: the test
  /// call when a target is saved. It ends within the time limit of the target.
  ///
  /// @return [Answer.Done], or [Answer.Failed] with the reason, or nothing where there is no
  ///   question that would change nothing: then the app was not called
  default Mono<Answer> probe() {
    return Mono.empty();
  }

  /// Gives back what it holds, such as connections. No action follows.
  default void close() {}
}
