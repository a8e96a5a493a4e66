package dev.rollcall.connector.reconciliation.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.TargetPauses;
import dev.rollcall.connector.parking.Letters;
import dev.rollcall.connector.parking.TargetActs;
import dev.rollcall.connector.parking.core.Act.CancelReconciliation;
import dev.rollcall.connector.parking.core.Act.OnTarget;
import dev.rollcall.connector.parking.core.Act.Reconcile;
import dev.rollcall.connector.parking.core.Act.Repair;
import dev.rollcall.connector.parking.core.Act.Resume;
import dev.rollcall.connector.reconciliation.postgres.Repairs.Count;
import dev.rollcall.connector.reconciliation.postgres.Repairs.Place;
import dev.rollcall.connector.reconciliation.postgres.Repairs.Selection;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// Acts on targets as a whole: what is asked for is queued here, and carried out by those who read
/// and deliver.
public final class PostgresTargetActs implements TargetActs {
  private static final String UNREADABLE =
      "This target cannot be read back, or nobody works on it: nothing can be compared.";
  private static final String UNPAUSED = "The target has not asked for a pause.";
  private static final String UNKNOWN = "The target has no reconciliation of this id.";

  private final DatabaseClient durable;
  private final Repairs repairs;
  private final Predicate<String> isReadable;
  private final TargetPauses pauses;

  /// @param isReadable says whether a target can be read back
  public PostgresTargetActs(
      Database database, Repairs repairs, Predicate<String> isReadable, TargetPauses pauses) {
    this.pauses = pauses;
    this.durable = database.durable();
    this.repairs = repairs;
    this.isReadable = isReadable;
  }

  @Override
  public Mono<Outcome> carryOut(Order order) {
    return switch (order.act()) {
      case Reconcile(var reportOnly, var reason) -> queue(order, reportOnly, reason);
      case Repair repair -> repair(order, repair);
      case CancelReconciliation(var id, var reason) -> cancel(order, id, reason);
      case Resume _ ->
          pauses
              .lift(order.tenant(), order.targetId())
              .map(lifted -> lifted ? new Outcome.Done(1) : new Outcome.Refused(UNPAUSED));
    };
  }

  private Mono<Outcome> queue(Order order, boolean reportOnly, String reason) {
    return durable
        .sql(RunSql.QUEUE)
        .bind("id", order.actId())
        .bind("target", order.targetId())
        .bind("tenant", order.tenant())
        .bind("reportOnly", reportOnly)
        .bind("request", order.requestId())
        .bind("reason", reason)
        .fetch()
        .rowsUpdated()
        .map(rows ->
            rows > 0
                ? new Outcome.Done(1)
                : new Outcome.Refused("A reconciliation of this target is under way."));
  }

  private Mono<Outcome> repair(Order order, Repair repair) {
    var place = new Place(repair.reconciliationId(), order.targetId(), order.tenant());
    return standing(place)
        .flatMap(standing ->
            standing.isLast()
                ? repairs
                    .repair(new Repairs.Order(place, Selection.of(repair), order.actId(), false))
                    .<Outcome>map(Outcome.Done::new)
                : Mono.<Outcome>just(new Outcome.Refused(standing.why())))
        .switchIfEmpty(Mono.just(new Outcome.Refused(UNKNOWN)));
  }

  private Mono<Outcome> cancel(Order order, String id, String reason) {
    return durable
        .sql(RunSql.CANCEL)
        .bind("id", id)
        .bind("tenant", order.tenant())
        .bind("target", order.targetId())
        .bind("says", reason.isBlank() ? "It was cancelled." : "It was cancelled: " + reason)
        .fetch()
        .rowsUpdated()
        .map(rows ->
            rows > 0
                ? new Outcome.Done(1)
                : new Outcome.Refused("The target has no reconciliation of this id under way."));
  }

  /// How a run stands.
  ///
  /// @param outdated whether a later one is complete
  private record Standing(String state, boolean outdated) {
    /// Says whether it is the last that is complete.
    boolean isLast() {
      return state.equals("done") && !outdated;
    }

    /// Says why nothing of it is repaired.
    String why() {
      return outdated
          ? "A newer reconciliation is complete: only what the last one has found is repaired."
          : "The reconciliation is " + state + ": only what a complete one has found is repaired.";
    }
  }

  private Mono<Standing> standing(Place place) {
    return durable
        .sql(RunSql.OF_ID)
        .bind("id", place.runId())
        .bind("tenant", place.tenant())
        .bind("target", place.targetId())
        .map(row ->
            new Standing(
                PostgresRuns.text(row, "state"),
                Boolean.TRUE.equals(row.get("outdated", Boolean.class))))
        .one();
  }

  @Override
  public Mono<JsonObject> dryRun(Letters.Place place, OnTarget act) {
    JsonObject.Builder answer = JsonObject.builder().put("act", act.kind()).put("dryRun", true);
    return switch (act) {
      case Reconcile _ ->
          isReadable.test(place.targetId())
              ? Mono.just(answer.put("readable", true).build())
              : Mono.error(() -> new NoSenseException(UNREADABLE));
      case CancelReconciliation(var id, _) ->
          standing(at(place, id)).map(standing -> answer.put("state", standing.state()).build());
      case Resume _ ->
          pauses
              .until(place.tenant(), place.targetId())
              .map(until -> answer.put("notBefore", until.toString()).build())
              .switchIfEmpty(Mono.error(() -> new NoSenseException(UNPAUSED)));
      case Repair repair -> dryRun(at(place, repair.reconciliationId()), repair, answer);
    };
  }

  private Mono<JsonObject> dryRun(Place place, Repair repair, JsonObject.Builder answer) {
    return standing(place)
        .flatMap(standing ->
            standing.isLast()
                ? repairs
                    .counts(place, Selection.of(repair))
                    .collectList()
                    .map(counts -> counted(counts, answer))
                : Mono.error(() -> new NoSenseException(standing.why())));
  }

  private static JsonObject counted(List<Count> counts, JsonObject.Builder answer) {
    var byKind = JsonObject.builder();
    counts.stream()
        .map(Count::kind)
        .distinct()
        .forEach(kind ->
            byKind.put(kind, sum(counts.stream().filter(it -> it.kind().equals(kind)).toList())));
    return answer
        .put("total", sum(counts))
        .put("counts", byKind.build())
        .put("notOurs", sum(counts.stream().filter(it -> !it.ours()).toList()))
        .build();
  }

  private static long sum(List<Count> counts) {
    return counts.stream().mapToLong(Count::number).sum();
  }

  private static Place at(Letters.Place place, String id) {
    return new Place(id, place.targetId(), place.tenant());
  }
}
