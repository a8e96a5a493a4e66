package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.Ending.Stopped;
import dev.rollcall.connector.delivery.TroubleStore.Pauser;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Judgement;
import dev.rollcall.connector.delivery.core.Judgement.Moment;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import reactor.core.publisher.Mono;

/// Says what failed attempts mean for their keys and for their target.
final class Verdicts {
  private final LaneRef lane;
  private final Consumer<Duration> heard;
  private final Rules rules;

  /// By what failures are judged.
  ///
  /// @param random gives values from -1 to 1
  record Rules(
      Judgement judgement,
      Clock clock,
      DoubleSupplier random,
      Successes successes,
      LonePauses pauses) {}

  /// @param heard is told for how long the target wants no call
  Verdicts(LaneRef lane, Consumer<Duration> heard, Rules rules) {
    this.lane = lane;
    this.heard = heard;
    this.rules = rules;
  }

  /// Returns how a key is left by a failure, by what is known of the key alone.
  Stopped on(Turn turn, Failure failure) {
    Instant now = now();
    Past past = past(turn, failure);
    Verdict verdict =
        rules.judgement().judge(past, failure, new Moment(now, rules.random().getAsDouble()));
    Instant until = verdict.pausedUntil();
    if (until != null) {
      // Until that is stored this process might begin what it has taken already.
      heard.accept(Duration.between(now, until));
    }
    Instant first = past.firstFailedAt() == null ? now : past.firstFailedAt();
    return new Stopped(verdict, failure, first, rules.successes().ago(lane.targetId()));
  }

  /// The same beside what others met at the target, which all instances know together.
  Mono<Ending> beside(Turn turn, Ending ending) {
    if (!(ending instanceof Stopped(var verdict, var failure, var first, var succeeded))) {
      return Mono.just(ending);
    }
    // The same that is stored with the key: it tells this run of failures from others.
    return rules
        .pauses()
        .judged(new Pauser(lane, turn.claim().resource(), first), past(turn, failure), verdict)
        .map(comesTo -> new Stopped(comesTo, failure, first, succeeded));
  }

  private static Past past(Turn turn, Failure failure) {
    return failure.kind() == FailureKind.UNCONFIRMED
        ? turn.claim().past().unconfirmed()
        : turn.past();
  }

  /// As PostgreSQL keeps it.
  private Instant now() {
    return rules.clock().instant().truncatedTo(ChronoUnit.MICROS);
  }
}
