package dev.rollcall.connector.reconciliation.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.parking.core.Difference.Change;
import dev.rollcall.connector.reconciliation.FindingStore;
import dev.rollcall.connector.reconciliation.RunStore.Run;
import dev.rollcall.connector.reconciliation.core.Comparison;
import dev.rollcall.connector.reconciliation.core.Finding;
import dev.rollcall.connector.reconciliation.core.Policy;
import dev.rollcall.connector.reconciliation.postgres.Steps.Step;
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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What runs have read and found, in PostgreSQL.
public final class PostgresFindings implements FindingStore {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private static final String MEMBERS = "members";

  private final DatabaseClient durable;
  private final Looks looks;
  private final Patience patience;
  private final Steps steps;
  private final Repairs repairs;

  public PostgresFindings(
      Database database, PostgresRuns runs, Repairs repairs, Limits.Reconciling limits) {
    this.durable = database.durable();
    this.looks = new Looks(database.relaxed(), limits.batch());
    this.patience = Patience.of(limits);
    this.steps = new Steps(database, limits, runs.worker());
    this.repairs = repairs;
  }

  @Override
  public Mono<Instant> now() {
    return patience.with(looks.now());
  }

  @Override
  public Mono<List<Known>> known(
      Run run, String resourceType, List<String> remoteIds, Instant since) {
    return patience.with(looks.known(run, resourceType, remoteIds, since));
  }

  @Override
  public Mono<List<Known>> unseen(Run run, List<String> resourceTypes, String after) {
    return patience.with(looks.unseen(run, resourceTypes, after));
  }

  @Override
  public Mono<List<Known>> groups(Run run, String after) {
    return patience.with(looks.groups(run, after));
  }

  @Override
  public Mono<Void> page(Run run, Page page) {
    long shown = page.shown().size();
    var step =
        new Step(
            page.resourceType(),
            1,
            page.resourceType().equals("User") ? shown : 0,
            page.resourceType().equals("Group") ? shown : 0,
            0,
            page.pending(),
            0,
            "");
    return steps.store(
        run,
        step,
        Mono.defer(() -> seen(run, page)).then(Mono.defer(() -> found(run, page.findings()))));
  }

  @Override
  public Mono<Void> missing(Run run, Search search) {
    var step = new Step("missing", 0, 0, 0, 0, search.pending(), 0, "");
    return steps.store(
        run,
        step,
        Mono.defer(() -> awaited(run, search.awaited()))
            .then(Mono.defer(() -> found(run, search.findings()))));
  }

  private Mono<Void> awaited(Run run, List<Awaited> awaited) {
    return awaited.isEmpty()
        ? Mono.empty()
        : durable
            .sql(FindingSql.AWAIT)
            .bind("run", run.id())
            .bind("types", texts(awaited, Awaited::resourceType))
            .bind("names", texts(awaited, Awaited::name))
            .then();
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
        .bind("actives", texts(all, PostgresFindings::isActive))
        .then();
  }

  private static @Nullable String isActive(Shown shown) {
    return Comparison.active(shown.resource()).map(String::valueOf).orElse(null);
  }

  private static @Nullable String name(Shown shown) {
    JsonObject resource = shown.resource();
    String match = shown.match();
    return match != null
        ? match
        : resource.text("userName").or(() -> resource.text("displayName")).orElse(null);
  }

  private Mono<Long> found(Run run, List<Finding> findings) {
    if (findings.isEmpty()) {
      return Mono.just(0L);
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
        .fetch()
        .rowsUpdated();
  }

  private static @Nullable String active(Finding finding) {
    Boolean active = finding.active();
    return active == null ? null : active.toString();
  }

  private static String print(List<Change> changes) {
    return JSON.writeText(
        new JsonArray(new ArrayList<Json>(changes.stream().map(Change::toJson).toList())));
  }

  @Override
  public Mono<Void> members(Run run, Group group, List<String> references) {
    Mono<Long> stored =
        references.isEmpty()
            ? Mono.just(0L)
            : durable
                .sql(FindingSql.SEE_MEMBERS)
                .bind("run", run.id())
                .bind("group", id(group))
                .bind("references", references.toArray(String[]::new))
                .then()
                .thenReturn(0L);
    return steps.store(run, Step.of(MEMBERS).memberships(references.size()), stored);
  }

  @Override
  public Mono<Void> compare(Run run, Group group) {
    Mono<Long> compared =
        durable
            .sql(FindingSql.COMPARE_MEMBERS)
            .bind("run", run.id())
            .bind("target", run.targetId())
            .bind("tenant", run.tenant())
            .bind("group", id(group))
            .bind("generation", group.key().generation())
            .bind("remote", group.remoteId())
            .bind("since", group.since())
            .fetch()
            .rowsUpdated()
            .flatMap(number -> forgotten(run, group).thenReturn(number));
    return steps.store(run, Step.of(MEMBERS), compared);
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
    return steps.store(
        run, Step.of(MEMBERS).unread(says), Mono.defer(() -> forgotten(run, group)).thenReturn(0L));
  }

  @Override
  public Mono<Void> membersNotShown(Run run) {
    return durable
        .sql(FindingSql.COUNT_GROUPS)
        .bind("run", run.id())
        .bind("target", run.targetId())
        .map(row -> PostgresRuns.number(row, "number"))
        .one()
        .filter(number -> number > 0)
        .flatMap(number -> steps.store(run, Step.of(MEMBERS).notShown(number), Mono.just(0L)));
  }

  @Override
  public Mono<Void> extras(Run run, boolean deactivates) {
    Mono<Long> found =
        durable
            .sql(FindingSql.EXTRAS)
            .bind("run", run.id())
            .bind("target", run.targetId())
            .bind("since", run.begunAt())
            .bind("deactivates", deactivates)
            .fetch()
            .rowsUpdated();
    return steps.store(run, Step.of("extra"), found);
  }

  @Override
  public Mono<Void> finish(Run run, Policy policy, boolean acts) {
    Mono<Void> work =
        onAgain(run)
            .then(Mono.defer(() -> PostgresRuns.readCleared(durable, run)))
            .then(Mono.defer(() -> repairs.overtaken(run)))
            .then(Mono.defer(() -> acts ? repairs.byPolicy(run, policy) : Mono.empty()));
    return steps.end(run, RunSql.FINISH, work);
  }

  /// Leavers who are in again have a clock of their own, and whoever had one and is off by now is
  /// out.
  private Mono<Void> onAgain(Run run) {
    return Flux.just(FindingSql.ON_AGAIN, FindingSql.OFF_AGAIN)
        .concatMap(
            sql -> durable.sql(sql).bind("run", run.id()).bind("target", run.targetId()).then())
        .then();
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
