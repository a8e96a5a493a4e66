package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.Claim;
import dev.rollcall.connector.delivery.Ending.Stopped;
import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.delivery.core.BreakerRule;
import dev.rollcall.connector.delivery.core.BreakerRule.Run;
import dev.rollcall.connector.delivery.core.BreakerRule.State;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.RetrySchedule;
import dev.rollcall.connector.delivery.core.Verdict.Parked;
import dev.rollcall.connector.delivery.core.Verdict.RetryScheduled;
import dev.rollcall.connector.delivery.core.Verdict.TargetDisabled;
import dev.rollcall.connector.delivery.core.Verdict.TargetPaused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/// The state of a lane as a whole, which all instances of the connector share.
final class LaneHealth {
  private final DatabaseClient database;
  private final BreakerRule rule;
  private final RetrySchedule schedule;
  private final Clock clock;

  LaneHealth(DatabaseClient database, Limits limits, Clock clock) {
    this.database = database;
    this.rule = limits.breaker();
    this.schedule = limits.retries();
    this.clock = clock;
  }

  /// Takes back what failures did to the lane.
  ///
  /// @return whether keys became due by it
  Mono<Boolean> recover(LaneRef lane) {
    return on(LaneHealthSql.RECOVER, lane)
        .map(row -> !"closed".equals(row.get("was", String.class)))
        .one()
        .flatMap(wasOpen ->
            wasOpen
                ? on(LaneHealthSql.HURRY, lane).fetch().rowsUpdated().thenReturn(true)
                : Mono.just(false))
        .defaultIfEmpty(false);
  }

  /// Notes a failure, opens the breaker where the rule says so, and does what the verdict says.
  Mono<Void> failed(Claim claim, Stopped stopped) {
    Failure failure = stopped.failure();
    return switch (stopped.verdict()) {
      case TargetPaused(var until, _) -> pause(claim, stopped, until);
      case Parked(_, _, var until) when until != null -> pause(claim, stopped, until);
      case TargetDisabled _ ->
          note(claim, stopped).then(on(LaneHealthSql.DISABLE, claim.lane()).then());
      case RetryScheduled _, Parked _ ->
          note(claim, stopped)
              .flatMap(noted -> run(claim.lane(), noted))
              .flatMap(run ->
                  rule.openUntil(run, failure, clock.instant())
                      .map(until -> open(claim.lane(), until))
                      .orElseGet(() -> answered(claim, failure)));
    };
  }

  private Mono<Void> pause(Claim claim, Stopped stopped, Instant until) {
    Failure failure = stopped.failure();
    boolean outlasting = schedule.isOutlastedBy(Duration.between(clock.instant(), until));
    GenericExecuteSpec pause =
        PauseBinding.bind(on(LaneHealthSql.PAUSE, claim.lane()), failure, outlasting)
            .bind("until", until);
    return note(claim, stopped).then(pause.then()).then(paused(claim, failure, until));
  }

  /// A target that asks us to stay away for a while answers; any other pause makes the next probe
  /// wait for its end.
  private Mono<Void> paused(Claim claim, Failure failure, Instant until) {
    if (!claim.laneTroubled()) {
      return Mono.empty();
    }
    return failure.kind() == FailureKind.THROTTLED
        ? recover(claim.lane()).then()
        : on(LaneHealthSql.PROBE_LATER, claim.lane()).bind("until", until).then();
  }

  /// How a lane stands behind a failure.
  private record Noted(State state, int openings, Instant countsSince) {}

  /// A success whose key was taken before the failure was noted does not write the lane's row, and
  /// three persons whom we may not touch would stop a target that serves all others: when the
  /// target last did what was asked is noted with the failure.
  private Mono<Noted> note(Claim claim, Stopped stopped) {
    Failure failure = stopped.failure();
    Duration ago = stopped.succeeded();
    GenericExecuteSpec spec =
        FailureBinding.bind(on(LaneHealthSql.NOTE_FAILURE, claim.lane()), failure)
            .bind("counts", failure.kind().isTargetTrouble() ? 1 : 0);
    spec =
        ago == null
            ? spec.bindNull("ago", Double.class)
            : spec.bind("ago", (double) ago.toMillis());
    return spec.map(row ->
            new Noted(
                State.valueOf(LaneRows.text(row, "breaker_state").toUpperCase(Locale.ROOT)),
                (int) LaneRows.number(row, "openings"),
                BreakerRule.countsSince(
                    LaneRows.required(row.get("failing_since", Instant.class)),
                    row.get("succeeded_at", Instant.class))))
        .one();
  }

  private Mono<Run> run(LaneRef lane, Noted noted) {
    return on(LaneHealthSql.FAILING_KEYS, lane)
        .bind("since", noted.countsSince())
        .map(row ->
            new Run(noted.state(), noted.openings(), (int) LaneRows.number(row, "failing_keys")))
        .one();
  }

  private Mono<Void> open(LaneRef lane, Instant until) {
    return on(LaneHealthSql.OPEN, lane).bind("until", until).then();
  }

  /// A refusal of one resource shows that the target answers.
  private Mono<Void> answered(Claim claim, Failure failure) {
    boolean well =
        !failure.kind().isTargetTrouble()
            && failure.status() != null
            && failure.kind() != FailureKind.THROTTLED;
    return well && claim.laneTroubled() ? recover(claim.lane()).then() : Mono.empty();
  }

  private GenericExecuteSpec on(String sql, LaneRef lane) {
    return database.sql(sql).bind("target", lane.targetId());
  }
}
