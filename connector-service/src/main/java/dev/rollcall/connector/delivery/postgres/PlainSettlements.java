package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Claim;
import dev.rollcall.connector.delivery.LaneStore.Settled;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Stores plain settlements, and what is about to be created, together with those of the same lane.
final class PlainSettlements {
  /// A little longer than the server works on a statement: who has no answer by then gets none.
  private static final Duration ANSWER_MAX = Database.STATEMENT_MAX.plusSeconds(5);

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final EffectWriter effects;
  private final Limits.Delivery limits;
  private final Together<PlainSettlement, Settled> settlements;
  private final Together<Intent, Boolean> intents;

  private record Intent(Claim claim, JsonObject shape) {}

  /// How a key was left, by the state that is stored.
  private record Left(PlainSettlement settlement, String state, Duration pause) {}

  PlainSettlements(Database database, Limits.Delivery limits) {
    this.database = database.durable();
    this.transaction = database.transaction();
    this.effects = new EffectWriter(this.database);
    this.limits = limits;
    var bounds = new Together.Bounds(limits.togetherMax(), ANSWER_MAX);
    this.settlements = new Together<>(bounds, it -> it.claim().worker(), this::settleAll);
    this.intents = new Together<>(bounds, it -> it.claim().worker(), this::intendAll);
  }

  /// Stores a settlement. Empty where it was not stored: then it must be stored alone.
  Mono<Settled> settle(PlainSettlement settlement) {
    return settlements.with(settlement.claim().lane().targetId(), settlement);
  }

  /// Stores an intent. Empty where it was not stored: then it must be stored alone.
  Mono<Boolean> intend(Claim claim, JsonObject shape) {
    return intents.with(claim.lane().targetId(), new Intent(claim, shape));
  }

  private Mono<Map<String, Settled>> settleAll(List<PlainSettlement> batch) {
    Mono<List<Left>> keys = keys(batch);
    return batch.stream().anyMatch(PlainSettlement::established)
        ? transaction.transactional(
            keys.flatMap(left -> wake(left).map(woke -> settled(left, woke))))
        : keys.map(left -> settled(left, false));
  }

  private Mono<List<Left>> keys(List<PlainSettlement> batch) {
    Map<String, PlainSettlement> byLease =
        batch.stream().collect(Collectors.toMap(it -> it.claim().worker(), it -> it));
    return of(batch, PlainSettlement::claim, PlainSql.SETTLE)
        .bind("generations", longs(batch, it -> it.claim().generation()))
        .bind("seqs", longs(batch, it -> it.claim().desiredSeq()))
        .bind("going_on", batch.stream().map(PlainSettlement::goesOn).toArray(Boolean[]::new))
        .bind("remotes", texts(batch, it -> it.link() == null ? "" : it.link().remoteId()))
        .bind("etags", texts(batch, PlainSettlements::etag))
        .bind("shadows", texts(batch, PlainSettlements::shadow))
        .bind("lease", (double) limits.lease().toMillis())
        .map(row ->
            new Left(
                LaneRows.required(byLease.get(LaneRows.text(row, "lease"))),
                LaneRows.text(row, "state"),
                Duration.ofMillis(LaneRows.required(row.get("pause", Double.class)).longValue())))
        .all()
        .collectList();
  }

  private Mono<Boolean> wake(List<Left> left) {
    String[] established =
        left.stream()
            .map(Left::settlement)
            .filter(PlainSettlement::established)
            .map(it -> it.claim().resource().id().value())
            .toArray(String[]::new);
    return established.length == 0
        ? Mono.just(false)
        : effects.wake(left.getFirst().settlement().claim().lane(), established);
  }

  private static Map<String, Settled> settled(List<Left> left, boolean othersWoke) {
    return left.stream()
        .collect(
            Collectors.toMap(
                it -> it.settlement().claim().worker(), it -> settled(it, othersWoke)));
  }

  private static Settled settled(Left left, boolean othersWoke) {
    PlainSettlement settlement = left.settlement();
    boolean woke = settlement.established() && othersWoke;
    return settlement.goesOn()
        ? new Settled(woke, left.pause())
        : new Settled(woke || !left.state().equals("done"), Duration.ZERO);
  }

  private Mono<Map<String, Boolean>> intendAll(List<Intent> batch) {
    return of(batch, Intent::claim, PlainSql.INTEND)
        .bind("shadows", texts(batch, it -> LaneRows.print(it.shape())))
        .map(row -> LaneRows.text(row, "lease"))
        .all()
        .collectMap(lease -> lease, _ -> true);
  }

  private <T> GenericExecuteSpec of(List<T> batch, Function<T, Claim> claim, String sql) {
    return database
        .sql(sql)
        .bind("target", claim.apply(batch.getFirst()).lane().targetId())
        .bind("resources", texts(batch, it -> claim.apply(it).resource().id().value()))
        .bind("leases", texts(batch, it -> claim.apply(it).worker()))
        .bind("fingerprints", texts(batch, it -> claim.apply(it).lane().fingerprint()));
  }

  private static String etag(PlainSettlement settlement) {
    String etag = settlement.link() == null ? null : settlement.link().etag();
    return etag == null ? "" : etag;
  }

  private static String shadow(PlainSettlement settlement) {
    return settlement.link() == null ? "{}" : LaneRows.print(settlement.link().shadow());
  }

  private static <T> String[] texts(List<T> batch, Function<T, String> text) {
    return batch.stream().map(text).toArray(String[]::new);
  }

  private static <T> Long[] longs(List<T> batch, Function<T, Long> number) {
    return batch.stream().map(number).toArray(Long[]::new);
  }
}
