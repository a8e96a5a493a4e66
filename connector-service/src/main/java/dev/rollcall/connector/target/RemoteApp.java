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

  /// Asks the app whether it can be used as it is configured, and changes nothing there. An app
  /// that cannot be asked so is not called: its address is looked up at most.
  ///
  /// @return [Answer.Done], or [Answer.Failed] with the reason
  default Mono<Answer> probe() {
    return Mono.just(new Answer.Done(null));
  }

  /// Gives back what it holds, such as connections. No action follows.
  default void close() {}
}
