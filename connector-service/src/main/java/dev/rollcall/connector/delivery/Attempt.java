package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Planner;
import dev.rollcall.connector.outbound.Clearance;
import java.util.List;
import reactor.core.publisher.Mono;

/// One attempt at a target: each of its requests is made only where the target still takes one, by
/// what this process heard and, where that was a while ago, by what PostgreSQL knows.
final class Attempt implements Clearance {
  private final Pace pace;
  private volatile long heardNanos;
  private volatile boolean called;

  /// @param heardNanos when PostgreSQL last said whether the target wants calls
  Attempt(Pace pace, long heardNanos) {
    this.pace = pace;
    this.heardNanos = heardNanos;
  }

  /// Says whether it may begin.
  Mono<Boolean> mayBegin() {
    return Mono.defer(() -> {
      long now = System.nanoTime();
      return now - heardNanos > pace.heed().toNanos()
          ? pace.isFree().doOnNext(_ -> heardNanos = now)
          : Mono.just(!pace.isPaused());
    });
  }

  @Override
  public Mono<Boolean> mayCall() {
    return mayBegin().doOnNext(free -> called |= free);
  }

  /// Says whether an attempt ended because the target wanted a pause before its next request.
  static boolean isPutOff(Answer answer) {
    return answer instanceof Failed(var failure) && failure.kind() == FailureKind.PUT_OFF;
  }

  /// Returns what is to be stored where it was put off. Where it had begun, nobody knows how far it
  /// came.
  List<Effect> left(Planner planner, Call call, Answer answer) {
    return called && answer instanceof Failed(var failure)
        ? planner.leftBehind(call, failure)
        : Planner.unmade(call);
  }
}
