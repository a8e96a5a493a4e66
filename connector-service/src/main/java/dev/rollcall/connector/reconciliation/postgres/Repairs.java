package dev.rollcall.connector.reconciliation.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.parking.core.Act.Repair;
import dev.rollcall.connector.reconciliation.RunStore.Run;
import dev.rollcall.connector.reconciliation.core.Kind;
import dev.rollcall.connector.reconciliation.core.Policy;
import dev.rollcall.connector.reconciliation.core.Policy.Chosen;
import dev.rollcall.connector.reconciliation.core.Policy.Response;
import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Asks delivery to repair what was found: in one transaction, whatever comes of it later.
public final class Repairs {
  private final DatabaseClient durable;
  private final TransactionalOperator transaction;
  private final Limits.Reconciling limits;

  public Repairs(Database database, Limits.Reconciling limits) {
    this.durable = database.durable();
    this.transaction = database.transaction();
    this.limits = limits;
  }

  /// What is to be repaired.
  ///
  /// @param repairId names the repair
  /// @param approved whether a person has said yes to what it takes away
  record Order(Place place, Selection selection, String repairId, boolean approved) {}

  /// Where findings are.
  record Place(String runId, String targetId, String tenant) {}

  /// Which findings are meant.
  ///
  /// @param kinds of what is ours
  /// @param strangers the kinds of what is not
  /// @param types of resources; all where empty
  /// @param ids of resources, ours or the target's; all where empty
  /// @param again whether also what was repaired before and is back
  record Selection(
      Set<String> kinds, Set<String> strangers, Set<String> types, Set<String> ids, boolean again) {
    static Selection of(Repair repair) {
      Set<String> kinds = repair.kinds().isEmpty() ? all() : repair.kinds();
      return new Selection(
          kinds,
          repair.notOurs() ? kinds : Set.of(),
          repair.resourceTypes(),
          repair.resourceIds(),
          true);
    }

    /// Whose account is not ours may be in a group of ours: that is reported, and no policy takes
    /// them out.
    static Selection of(Chosen chosen, boolean again) {
      return new Selection(
          chosen.kinds().stream().map(Kind::logicalName).collect(Collectors.toSet()),
          chosen.notOurs() ? Set.of(Kind.EXTRA.logicalName()) : Set.of(),
          Set.of(),
          Set.of(),
          again);
    }

    private static Set<String> all() {
      return Arrays.stream(Kind.values()).map(Kind::logicalName).collect(Collectors.toSet());
    }
  }

  /// Repairs, in the transaction that is open.
  ///
  /// @return how many findings
  Mono<Long> repair(Order order) {
    return durable
        .sql(RepairSql.LANE)
        .bind("target", order.place().targetId())
        .map(row -> Boolean.TRUE.equals(row.get("free", Boolean.class)))
        .one()
        .flatMap(free ->
            chosen(order).flatMap(count -> count == 0 ? Mono.just(0L) : act(order, free, count)))
        .defaultIfEmpty(0L);
  }

  private Mono<Long> chosen(Order order) {
    return bind(durable.sql(RepairSql.CHOOSE), order.place(), order.selection())
        .bind("repair", order.repairId())
        .bind("limit", limits.repairsMax())
        .fetch()
        .rowsUpdated();
  }

  private Mono<Long> act(Order order, boolean free, long count) {
    String hold = free || order.approved() ? "" : UUID.randomUUID().toString();
    Mono<Void> held = hold.isEmpty() ? Mono.empty() : held(order.place(), hold);
    return held.thenMany(
            Flux.just(
                    RepairSql.LOCK_KEYS,
                    RepairSql.DOUBT,
                    RepairSql.KEYS_OF_EXTRAS,
                    RepairSql.LINKS_OF_EXTRAS,
                    RepairSql.UNCONFIRM,
                    RepairSql.OWE)
                .concatMap(sql -> on(sql, order).then()))
        .then(Mono.defer(() -> on(RepairSql.RAISE, order).bind("hold", hold).then()))
        .then(
            Mono.defer(() ->
                hold.isEmpty()
                    ? Mono.empty()
                    : durable.sql(RepairSql.DROP_EMPTY_HOLD).bind("hold", hold).then()))
        .thenReturn(count);
  }

  private Mono<Void> held(Place place, String hold) {
    return durable
        .sql(RepairSql.HOLD)
        .bind("hold", hold)
        .bind("target", place.targetId())
        .bind("tenant", place.tenant())
        .then();
  }

  private GenericExecuteSpec on(String sql, Order order) {
    GenericExecuteSpec spec =
        durable
            .sql(sql)
            .bind("run", order.place().runId())
            .bind("repair", order.repairId())
            .bind("target", order.place().targetId());
    return sql.equals(RepairSql.KEYS_OF_EXTRAS)
        ? spec.bind("tenant", order.place().tenant())
        : spec;
  }

  /// Ends the question of an older run, in the transaction that is open.
  Mono<Void> overtaken(Run run) {
    return durable.sql(RepairSql.OVERTAKE).bind("target", run.targetId()).then();
  }

  /// Does what the policy says of a run that has just ended, in the transaction that is open.
  Mono<Void> byPolicy(Run run, Policy policy) {
    var place = new Place(run.id(), run.targetId(), run.tenant());
    Chosen now = policy.with(Response.REPAIR);
    Mono<Void> repaired =
        now.isEmpty()
            ? Mono.empty()
            : durable
                .sql(RepairSql.REPEATED)
                .bind("run", run.id())
                .bind("target", run.targetId())
                .then()
                .then(
                    Mono.defer(() ->
                        repair(new Order(place, Selection.of(now, false), run.id(), false))
                            .then()));
    Chosen asked = policy.with(Response.ASK);
    return asked.isEmpty() ? repaired : repaired.then(Mono.defer(() -> ask(place, asked)));
  }

  private Mono<Void> ask(Place place, Chosen chosen) {
    return counts(place, Selection.of(chosen, true))
        .collectList()
        .flatMap(counts -> counts.isEmpty() ? Mono.empty() : ask(place, chosen, counts));
  }

  private Mono<Void> ask(Place place, Chosen chosen, List<Count> counts) {
    var question = new Question(place.runId(), counts);
    String hold = UUID.randomUUID().toString();
    return durable
        .sql(RepairSql.ASK)
        .bind("hold", hold)
        .bind("target", place.targetId())
        .bind("tenant", place.tenant())
        .bind("deactivations", 0)
        .bind("deletions", question.people())
        .bind("groups", question.groups())
        .bind("reason", question.sentence())
        .then()
        .then(
            durable
                .sql(RepairSql.ASKED)
                .bind("hold", hold)
                .bind("kinds", Selection.of(chosen, true).kinds().toArray(String[]::new))
                .bind("notOurs", chosen.notOurs())
                .bind("run", place.runId())
                .then());
  }

  /// Repairs what a person has said yes to.
  ///
  /// @return whether there was something
  public Mono<Boolean> answered() {
    Mono<Boolean> one =
        durable
            .sql(RepairSql.ANSWERED)
            .map(row ->
                new Order(
                    new Place(
                        PostgresRuns.text(row, "id"),
                        PostgresRuns.text(row, "target_id"),
                        PostgresRuns.text(row, "tenant")),
                    asked(row),
                    PostgresRuns.text(row, "hold_id"),
                    true))
            .one()
            .flatMap(order ->
                repair(order)
                    .flatMap(count ->
                        (count < limits.repairsMax() ? acted(order) : Mono.<Void>empty())
                            .thenReturn(count > 0)))
            .defaultIfEmpty(false);
    return transaction.transactional(one);
  }

  private Mono<Void> acted(Order order) {
    return durable
        .sql(RepairSql.ACTED)
        .bind("run", order.place().runId())
        .bind("kinds", array(order.selection().kinds()))
        .bind("strangers", array(order.selection().strangers()))
        .then();
  }

  private static Selection asked(Readable row) {
    boolean notOurs = Boolean.TRUE.equals(row.get("asked_not_ours", Boolean.class));
    return new Selection(
        Set.of(Objects.requireNonNull(row.get("asked", String[].class))),
        notOurs ? Set.of(Kind.EXTRA.logicalName()) : Set.of(),
        Set.of(),
        Set.of(),
        true);
  }

  /// How many findings of a kind.
  ///
  /// @param ours whether of something of ours
  record Count(String kind, boolean ours, String resourceType, long number) {}

  /// Counts what an order would repair.
  Flux<Count> counts(Place place, Selection selection) {
    return bind(durable.sql(RepairSql.COUNTS), place, selection)
        .map(row ->
            new Count(
                PostgresRuns.text(row, "kind"),
                Boolean.TRUE.equals(row.get("ours", Boolean.class)),
                PostgresRuns.text(row, "resource_type"),
                PostgresRuns.number(row, "number")))
        .all();
  }

  /// Binds what says which findings are meant.
  static GenericExecuteSpec bind(GenericExecuteSpec spec, Place place, Selection selection) {
    return spec.bind("run", place.runId())
        .bind("target", place.targetId())
        .bind("kinds", array(selection.kinds()))
        .bind("strangers", array(selection.strangers()))
        .bind("again", selection.again())
        .bind("types", array(selection.types()))
        .bind("ids", array(selection.ids()));
  }

  private static String[] array(Collection<String> texts) {
    return texts.toArray(String[]::new);
  }
}
