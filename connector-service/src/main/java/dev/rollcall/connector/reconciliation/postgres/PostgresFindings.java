package dev.rollcall.connector.reconciliation.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.parking.core.Difference.Change;
import dev.rollcall.connector.reconciliation.FindingStore;
import dev.rollcall.connector.reconciliation.RunStore.Run;
import dev.rollcall.connector.reconciliation.RunStore.RunLostException;
import dev.rollcall.connector.reconciliation.core.Finding;
import dev.rollcall.connector.reconciliation.core.Policy;
import dev.rollcall.connector.target.ReadableApp.Shown;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What runs have read and found, in PostgreSQL. Each step begins with the run's row, so that who
/// has lost the run stores nothing.
public final class PostgresFindings implements FindingStore {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final DatabaseClient durable;
  private final Looks looks;
  private final TransactionalOperator transaction;
  private final Limits.Reconciling limits;
  private final String worker;
  private final Repairs repairs;

  public PostgresFindings(
      Database database, PostgresRuns runs, Repairs repairs, Limits.Reconciling limits) {
    this.durable = database.durable();
    this.looks = new Looks(database.relaxed(), limits.batch());
    this.transaction = database.transaction();
    this.limits = limits;
    this.worker = runs.worker();
    this.repairs = repairs;
  }

  @Override
  public Mono<Instant> now() {
    return looks.now();
  }

  @Override
  public Mono<List<Known>> known(
      Run run, String resourceType, List<String> remoteIds, Instant since) {
    return looks.known(run, resourceType, remoteIds, since);
  }

  @Override
  public Mono<List<Known>> unseen(Run run, List<String> resourceTypes, String after) {
    return looks.unseen(run, resourceTypes, after);
  }

  @Override
  public Mono<List<Known>> groups(Run run, String after) {
    return looks.groups(run, after);
  }

  @Override
  public Mono<Void> page(Run run, Page page) {
    boolean missing = page.resourceType().isEmpty();
    long shown = page.shown().size();
    var step =
        new Step(
            missing ? "missing" : page.resourceType(),
            page.resourceType().equals("User") ? shown : 0,
            page.resourceType().equals("Group") ? shown : 0,
            0,
            page.pending());
    return inStep(
        run,
        step,
        Mono.defer(() -> seen(run, page)).then(Mono.defer(() -> found(run, page.findings()))));
  }

  /// How a run goes on.
  private record Step(String phase, long users, long groups, long memberships, long pending) {}

  private Mono<Void> inStep(Run run, Step step, Mono<Void> work) {
    Mono<Void> all = advanced(run, step, 0, "").then(work);
    return transaction.transactional(all);
  }

  private Mono<Void> advanced(Run run, Step step, int unread, String says) {
    GenericExecuteSpec spec =
        mine(RunSql.ADVANCE, run)
            .bind("phase", step.phase())
            .bind("calls", 1)
            .bind("users", step.users())
            .bind("groups", step.groups())
            .bind("memberships", step.memberships())
            .bind("unread", unread)
            .bind("pending", step.pending())
            .bind("lease", (double) limits.lease().toMillis());
    return (says.isEmpty() ? spec.bindNull("says", String.class) : spec.bind("says", says))
        .fetch()
        .rowsUpdated()
        .flatMap(rows -> rows == 0 ? Mono.error(RunLostException::new) : Mono.empty());
  }

  private Mono<Void> seen(Run run, Page page) {
    if (page.shown().isEmpty()) {
      return Mono.empty();
    }
    List<Shown> all = page.shown();
    return durable
        .sql(FindingSql.SEE)
        .bind("run", run.id())
        .bind("type", page.resourceType())
        .bind("remotes", texts(all, Shown::remoteId))
        .bind("references", texts(all, Shown::reference))
        .bind("externals", texts(all, Shown::externalId))
        .bind("names", texts(all, PostgresFindings::name))
        .then();
  }

  private static @Nullable String name(Shown shown) {
    JsonObject resource = shown.resource();
    return resource.text("userName").or(() -> resource.text("displayName")).orElse(null);
  }

  private Mono<Void> found(Run run, List<Finding> findings) {
    if (findings.isEmpty()) {
      return Mono.empty();
    }
    return durable
        .sql(FindingSql.FIND)
        .bind("run", run.id())
        .bind("target", run.targetId())
        .bind("kinds", texts(findings, it -> it.kind().logicalName()))
        .bind("ids", texts(findings, it -> it.resource().id().value()))
        .bind("generations", findings.stream().map(Finding::generation).toArray(Long[]::new))
        .bind("remotes", texts(findings, Finding::remoteId))
        .bind("actives", texts(findings, PostgresFindings::active))
        .bind("changes", texts(findings, it -> print(it.changes())))
        .then()
        .then(bounded(run));
  }

  private static @Nullable String active(Finding finding) {
    Boolean active = finding.active();
    return active == null ? null : active.toString();
  }

  private Mono<Void> bounded(Run run) {
    return durable
        .sql(FindingSql.COUNT)
        .bind("run", run.id())
        .map(row -> PostgresRuns.number(row, "number"))
        .one()
        .flatMap(number ->
            number > limits.findingsMax()
                ? Mono.error(() -> new TooManyException(limits.findingsMax()))
                : Mono.empty());
  }

  private static String print(List<Change> changes) {
    return JSON.writeText(
        new JsonArray(new ArrayList<Json>(changes.stream().map(Change::toJson).toList())));
  }

  @Override
  public Mono<Void> members(Run run, Group group, List<String> references) {
    var step = new Step("members", 0, 0, references.size(), 0);
    Mono<Void> stored =
        durable
            .sql(FindingSql.SEE_MEMBERS)
            .bind("run", run.id())
            .bind("group", id(group))
            .bind("references", references.toArray(String[]::new))
            .then();
    return inStep(run, step, references.isEmpty() ? Mono.empty() : stored);
  }

  @Override
  public Mono<Void> compare(Run run, Group group) {
    Mono<Void> compared =
        durable
            .sql(FindingSql.COMPARE_MEMBERS)
            .bind("run", run.id())
            .bind("target", run.targetId())
            .bind("tenant", run.tenant())
            .bind("group", id(group))
            .bind("generation", group.key().generation())
            .bind("remote", group.remoteId())
            .bind("since", group.since())
            .then()
            .then(forgotten(run, group))
            .then(bounded(run));
    return transaction.transactional(compared);
  }

  private Mono<Void> forgotten(Run run, Group group) {
    return durable
        .sql(FindingSql.FORGET_MEMBERS)
        .bind("run", run.id())
        .bind("group", id(group))
        .then();
  }

  @Override
  public Mono<Void> unread(Run run, Group group, String why) {
    String says = "The members of group " + id(group) + " were not compared. " + why;
    Mono<Void> noted =
        advanced(run, new Step("members", 0, 0, 0, 0), 1, says).then(forgotten(run, group));
    return transaction.transactional(noted);
  }

  @Override
  public Mono<Void> extras(Run run) {
    Mono<Void> found =
        durable
            .sql(FindingSql.EXTRAS)
            .bind("run", run.id())
            .bind("target", run.targetId())
            .bind("since", run.begunAt())
            .then()
            .then(bounded(run));
    return inStep(run, new Step("extra", 0, 0, 0, 0), found);
  }

  @Override
  public Mono<Void> finish(Run run, Policy policy, boolean acts) {
    Mono<Void> finished =
        mine(RunSql.FINISH, run)
            .fetch()
            .rowsUpdated()
            .flatMap(rows -> rows == 0 ? Mono.<Void>error(RunLostException::new) : Mono.empty())
            .then(cleared(run))
            .then(acts ? repairs.byPolicy(run, policy) : Mono.empty());
    return transaction.transactional(finished);
  }

  private Mono<Void> cleared(Run run) {
    return Flux.just(RunSql.CLEAR_SEEN, RunSql.CLEAR_MEMBERS)
        .concatMap(sql -> durable.sql(sql).bind("run", run.id()).then())
        .then();
  }

  private GenericExecuteSpec mine(String sql, Run run) {
    return durable.sql(sql).bind("run", run.id()).bind("worker", worker);
  }

  private static String id(Group group) {
    return group.key().resource().id().value();
  }

  private static <S> @Nullable String[] texts(List<S> rows, Function<S, @Nullable String> value) {
    @Nullable String[] all = new @Nullable String[rows.size()];
    for (int index = 0; index < all.length; index++) {
      all[index] = value.apply(rows.get(index));
    }
    return all;
  }
}
