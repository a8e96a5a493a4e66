package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Progress;
import reactor.core.publisher.Mono;

/// Makes the calls of a lane's deliveries, and notes how they were answered.
final class Caller {
  private final Lane lane;
  private final Pace pace;
  private final Worker.Rules rules;

  Caller(Lane lane, Pace pace, Worker.Rules rules) {
    this.lane = lane;
    this.pace = pace;
    this.rules = rules;
  }

  /// Makes a call, as far as the target takes its requests. What was put off is no answer of the
  /// target's.
  Mono<Answer> perform(Turn turn, Attempt attempt, Call call) {
    return Mono.defer(() -> {
      long started = System.nanoTime();
      return attempt
          .over(lane.perform(turn.claim().resource(), call))
          .doOnNext(answer -> {
            if (!Attempt.isPutOff(answer)) {
              note(turn, call, answer, started);
            }
          });
    });
  }

  private void note(Turn turn, Call call, Answer answer, long startedNanos) {
    if (Progress.isProgress(call, answer)) {
      rules.verdicts().successes().count(lane.ref().targetId());
    }
    pace.answered(startedNanos, answer);
    rules.meters().attempt(turn.claim(), answer, startedNanos);
  }
}
