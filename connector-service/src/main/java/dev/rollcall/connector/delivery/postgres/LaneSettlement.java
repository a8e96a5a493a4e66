package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Claim;
import dev.rollcall.connector.delivery.Ending;
import dev.rollcall.connector.delivery.Ending.Applied;
import dev.rollcall.connector.delivery.Ending.Held;
import dev.rollcall.connector.delivery.Ending.Kept;
import dev.rollcall.connector.delivery.Ending.Ongoing;
import dev.rollcall.connector.delivery.Ending.Postponed;
import dev.rollcall.connector.delivery.Ending.PutOff;
import dev.rollcall.connector.delivery.Ending.Stopped;
import dev.rollcall.connector.delivery.Ending.Waiting;
import dev.rollcall.connector.delivery.Ending.Yielded;
import dev.rollcall.connector.delivery.LaneStore.Settled;
import dev.rollcall.connector.delivery.LeaseLostException;
import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.Hold;
import dev.rollcall.connector.delivery.core.Judgement;
import dev.rollcall.connector.delivery.core.Verdict.Parked;
import dev.rollcall.connector.delivery.core.Verdict.RetryScheduled;
import dev.rollcall.connector.delivery.core.Verdict.TargetDisabled;
import dev.rollcall.connector.delivery.core.Verdict.TargetPaused;
import dev.rollcall.connector.parking.DeadLetter;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Stores what came of a key, in one transaction that begins with the lease. Most of it is stored
/// together with what came of other keys at the same time.
final class LaneSettlement {
  private static final String AGAIN = "again";
  private static final Set<String> PENDING = Set.of("weighing", "held");

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final EffectWriter effectWriter;
  private final LaneHealth health;
  private final PlainSettlements plain;
  private final Limits.Delivery limits;
  private final Clock clock;

  LaneSettlement(Database database, Limits limits, Clock clock) {
    this.database = database.durable();
    this.transaction = database.transaction();
    this.effectWriter = new EffectWriter(this.database);
    this.health = new LaneHealth(this.database, limits, clock);
    this.limits = limits.delivery();
    this.plain = new PlainSettlements(database, this.limits);
    this.clock = clock;
  }

  Mono<Void> intend(Claim claim, JsonObject shape) {
    return plain
        .intend(claim, shape)
        .hasElement()
        .flatMap(stored -> stored ? Mono.empty() : intendAlone(claim, shape));
  }

  private Mono<Void> intendAlone(Claim claim, JsonObject shape) {
    return mine(SettleSql.INTEND, claim)
        .bind("shadow", LaneRows.print(shape))
        .fetch()
        .rowsUpdated()
        .flatMap(rows -> rows == 0 ? reconfigured(claim).then(lost(claim)) : Mono.<Void>empty());
  }

  Mono<Settled> settle(Claim claim, List<Effect> effects, Ending ending) {
    return PlainSettlement.of(claim, effects, ending)
        .map(plain::settle)
        .orElseGet(Mono::empty)
        .switchIfEmpty(Mono.defer(() -> settleAlone(claim, effects, ending)));
  }

  private Mono<Settled> settleAlone(Claim claim, List<Effect> effects, Ending ending) {
    Mono<Left> all =
        (ending instanceof Ongoing(var progressed)
                ? renewed(claim, progressed)
                : key(claim, ending).map(state -> new Left(state, true)))
            .switchIfEmpty(reconfigured(claim).map(state -> new Left(state, false)))
            .switchIfEmpty(lost(claim))
            .flatMap(left -> effectWriter.write(claim, effects).flatMap(left::orWoke))
            .flatMap(left -> left.judged() ? lane(claim, ending, left) : Mono.just(left));
    return transaction
        .transactional(all)
        .onErrorResume(LeaseLostException.class, e -> doubt(claim).then(Mono.error(e)))
        .flatMap(left ->
            ending instanceof Ongoing && !left.judged() ? lost(claim) : Mono.just(left.settled()));
  }

  /// How a key was left.
  ///
  /// @param judged whether by the ending, and not just given back
  private record Left(String state, boolean judged, Settled settled) {
    Left(String state, boolean judged) {
      this(state, judged, new Settled(state.equals(AGAIN), Duration.ZERO));
    }

    Mono<Left> orWoke(boolean others) {
      var both = new Settled(settled.woke() || others, settled.pause());
      return Mono.just(new Left(state, judged, both));
    }
  }

  private Mono<String> reconfigured(Claim claim) {
    return state(
        database
            .sql(SettleSql.RECONFIGURED)
            .bind("target", claim.lane().targetId())
            .bind("resource", claim.resource().id().value())
            .bind("worker", claim.worker()));
  }

  /// The target may have been called, and what came of it is not stored.
  private Mono<Void> doubt(Claim claim) {
    return database
        .sql(DoubtSql.DOUBT)
        .bind("target", claim.lane().targetId())
        .bind("resource", claim.resource().id().value())
        .then();
  }

  private static <T> Mono<T> lost(Claim claim) {
    return Mono.error(() -> new LeaseLostException(claim.lane().targetId()));
  }

  /// Keeps the key.
  private Mono<Left> renewed(Claim claim, boolean progressed) {
    return mine(progressed ? SettleSql.RENEW_WELL : SettleSql.RENEW, claim)
        .bind("lease", (double) limits.lease().toMillis())
        .map(row -> LaneRows.required(row.get("pause", Double.class)))
        .one()
        .map(pause ->
            new Left("working", true, new Settled(false, Duration.ofMillis(pause.longValue()))));
  }

  /// Leaves the key, and returns the state it is left in.
  private Mono<String> key(Claim claim, Ending ending) {
    return switch (ending) {
      case Ongoing _ -> throw new IllegalStateException("A key that goes on is not left");
      case Applied _ ->
          state(
                  mine(SettleSql.APPLIED, claim)
                      .bind("seq", claim.desiredSeq())
                      .bind("generation", claim.generation()))
              .map(state -> state.equals("done") ? state : AGAIN);
      case Waiting(var why) ->
          state(
              mine(SettleSql.WAITING, claim)
                  .bind("why", why)
                  .bind("wait", (double) limits.memberWait().toMillis())
                  .bind("soon", (double) limits.memberLook().toMillis())
                  .bind("generation", claim.generation()));
      case Postponed _ -> state(mine(SettleSql.POSTPONED, claim));
      case PutOff(var wait, var why) ->
          state(
              mine(SettleSql.PUT_OFF, claim)
                  .bind("why", why)
                  .bind("wait", (double) wait.toMillis())
                  .bind("generation", claim.generation()));
      case Yielded _ -> state(mine(SettleSql.YIELDED, claim));
      case Held(var hold) -> held(claim, hold);
      case Kept _ ->
          state(
                  mine(SettleSql.KEPT, claim)
                      .bind("seq", claim.desiredSeq())
                      .bind("generation", claim.generation()))
              .map(state -> state.equals("done") ? state : AGAIN);
      case Stopped stopped -> stopped(claim, stopped);
    };
  }

  private Mono<String> held(Claim claim, Hold hold) {
    return database
        .sql(SettleSql.LOCK_HOLD)
        .bind("hold", hold.id())
        .map(row -> PENDING.contains(LaneRows.text(row, "state")))
        .one()
        // An act that took nobody away leaves nothing behind.
        .defaultIfEmpty(false)
        .flatMap(pending ->
            state(
                mine(SettleSql.HELD, claim)
                    .bind("generation", claim.generation())
                    .bind("hold", hold.id())
                    .bind("pending", pending)));
  }

  private Mono<String> stopped(Claim claim, Stopped stopped) {
    return switch (stopped.verdict()) {
      case RetryScheduled(var attempt, var dueAt, _) ->
          state(
              failed(SettleSql.RETRY, claim, stopped)
                  .bind("attempt", attempt)
                  .bind("due", dueAt)
                  .bind("generation", claim.generation()));
      case Parked(var attempt, _, _) ->
          state(
                  failed(SettleSql.PARKED, claim, stopped)
                      .bind("attempt", attempt)
                      .bind("generation", claim.generation()))
              .map(state -> state.equals("parked") ? state : AGAIN);
      case TargetPaused pause ->
          state(
              failed(SettleSql.PAUSED, claim, stopped)
                  .bind("due", Judgement.dueBehind(pause, clock.instant())));
      case TargetDisabled _ ->
          state(failed(SettleSql.PAUSED, claim, stopped).bind("due", clock.instant()));
    };
  }

  private GenericExecuteSpec failed(String sql, Claim claim, Stopped stopped) {
    return FailureBinding.bind(mine(sql, claim), stopped.failure())
        .bind("first", stopped.firstFailedAt());
  }

  /// What the ending means for the lane. A refusal is an answer too: the target is well.
  private Mono<Left> lane(Claim claim, Ending ending, Left left) {
    if (ending.asksNothing()) {
      return Mono.just(left);
    }
    if (!(ending instanceof Stopped stopped)) {
      return claim.laneTroubled()
          ? health.recover(claim.lane()).flatMap(left::orWoke)
          : Mono.just(left);
    }
    return health
        .failed(claim, stopped)
        .then(left.state().equals("parked") ? deadLetter(claim, stopped) : Mono.empty())
        .thenReturn(left);
  }

  private Mono<Void> deadLetter(Claim claim, Stopped stopped) {
    Failure failure = stopped.failure();
    var letter =
        new DeadLetter(
            claim.lane().tenant(),
            claim.lane().targetId(),
            claim.resource().type(),
            claim.resource().id().value(),
            claim.desiredSeq(),
            stopped.verdict() instanceof Parked(var attempt, _, _) ? attempt : 0,
            stopped.firstFailedAt(),
            clock.instant(),
            failure.kind().logicalName(),
            failure.status(),
            failure.text(),
            claim.requestIds());
    return database
        .sql(SettleSql.DEAD_LETTER)
        .bind("tenant", claim.lane().tenant())
        .bind("record", LaneRows.print(letter.toJson()))
        .then();
  }

  private GenericExecuteSpec mine(String sql, Claim claim) {
    return database
        .sql(sql)
        .bind("target", claim.lane().targetId())
        .bind("resource", claim.resource().id().value())
        .bind("worker", claim.worker())
        .bind("fingerprint", claim.lane().fingerprint());
  }

  private static Mono<String> state(GenericExecuteSpec spec) {
    return spec.map(row -> LaneRows.required(row.get(0, String.class))).one();
  }
}
