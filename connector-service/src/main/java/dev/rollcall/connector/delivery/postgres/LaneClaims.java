package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.Claim;
import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.delivery.LaneStore.Taking;
import dev.rollcall.connector.delivery.Load;
import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.Material;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes due keys and loads what is known of them. A lease may be forgotten by a crash of
/// PostgreSQL: the key is then simply due again.
final class LaneClaims {
  private static final String TARGET = "target";

  private final DatabaseClient relaxed;
  private final Limits.Delivery limits;
  private final String instance;

  LaneClaims(DatabaseClient relaxed, Limits.Delivery limits, String instance) {
    this.instance = instance;
    this.relaxed = relaxed;
    this.limits = limits;
  }

  Mono<Void> release(LaneRef lane, Set<String> atWork) {
    return relaxed
        .sql(LaneSql.RELEASE)
        .bind(TARGET, lane.targetId())
        .bind("instance", instance + "/")
        .bind("at_work", atWork.toArray(String[]::new))
        .then();
  }

  Flux<Claim> claim(LaneRef lane, Taking taking) {
    return take(
        lane,
        relaxed
            .sql(LaneSql.CLAIM)
            .bind("held", taking.held().toArray(String[]::new))
            .bind("users_first", taking.usersFirst()),
        taking.limit());
  }

  Mono<Void> reclaim(LaneRef lane) {
    return relaxed.sql(LaneSql.RECLAIM).bind(TARGET, lane.targetId()).then();
  }

  Flux<Claim> probe(LaneRef lane) {
    Mono<Long> halfOpened =
        relaxed
            .sql(LaneSql.HALF_OPEN)
            .bind(TARGET, lane.targetId())
            .bind("fingerprint", lane.fingerprint())
            .bind("lease", leaseMillis())
            .fetch()
            .rowsUpdated();
    return halfOpened.flatMapMany(
        opened -> opened == 0 ? Flux.empty() : take(lane, relaxed.sql(LaneSql.PROBE), 1));
  }

  private Flux<Claim> take(LaneRef lane, GenericExecuteSpec statement, int limit) {
    return statement
        .bind(TARGET, lane.targetId())
        .bind("fingerprint", lane.fingerprint())
        .bind("worker", instance + "/" + UUID.randomUUID() + "/")
        .bind("lease", leaseMillis())
        .bind("limit", limit)
        .map(row -> taken(lane, row))
        .all()
        .collectList()
        .flatMapMany(taken -> load(lane, taken));
  }

  private double leaseMillis() {
    return limits.lease().toMillis();
  }

  private record Taken(ResourceRef resource, String worker, Function<Load, Claim> claim) {}

  private static Taken taken(LaneRef lane, Readable row) {
    var resource =
        new ResourceRef(
            LaneRows.text(row, "resource_type"), new ResourceId(LaneRows.text(row, "resource_id")));
    long desiredSeq = LaneRows.number(row, "desired_seq");
    long generation = LaneRows.number(row, "generation");
    String worker = LaneRows.text(row, "worker");
    var past =
        new Past(
            (int) LaneRows.number(row, "attempt"),
            row.get("first_failed_at", Instant.class),
            row.get("stood_still_until", Instant.class),
            row.get("unconfirmed_since", Instant.class));
    Instant since = row.get("waiting_since", Instant.class);
    boolean troubled = Boolean.TRUE.equals(row.get("troubled", Boolean.class));
    boolean noted = Boolean.TRUE.equals(row.get("noted", Boolean.class));
    boolean remembered = LaneRows.flag(row, "remembered");
    var requests = List.of(LaneRows.required(row.get("request_ids", String[].class)));
    return new Taken(
        resource,
        worker,
        load ->
            new Claim(
                lane,
                resource,
                desiredSeq,
                generation,
                worker,
                past,
                since,
                troubled,
                noted,
                remembered,
                requests,
                load));
  }

  private Flux<Claim> load(LaneRef lane, List<Taken> taken) {
    if (taken.isEmpty()) {
      return Flux.empty();
    }
    return lane.strict()
        ? Flux.fromIterable(taken)
            .concatMap(each -> events(lane, each.resource()).map(each.claim()))
        : differences(lane, taken);
  }

  private Flux<Claim> differences(LaneRef lane, List<Taken> taken) {
    var byId =
        taken.stream()
            .collect(Collectors.toMap(each -> each.resource().id().value(), each -> each));
    String[] ids = taken.stream().map(each -> each.resource().id().value()).toArray(String[]::new);
    return relaxed
        .sql(LaneSql.LOAD_DIFFERENCES)
        .bind(TARGET, lane.targetId())
        .bind("tenant", lane.tenant())
        .bind("fingerprint", lane.fingerprint())
        .bind("ids", ids)
        .map(row ->
            new Loaded(
                LaneRows.required(byId.get(LaneRows.text(row, "resource_id"))),
                LaneRows.material(row)))
        .all()
        // Leavers first, as they were taken.
        .sort(Comparator.comparingInt(loaded -> taken.indexOf(loaded.taken())))
        .collectList()
        .flatMap(loaded ->
            loaded.isEmpty()
                ? giveBack(lane, taken.stream().map(Taken::worker).collect(Collectors.toSet()))
                    .thenReturn(loaded)
                : Mono.just(loaded))
        .flatMapMany(Flux::fromIterable)
        .concatMap(each ->
            withGaps(lane, each).map(all -> each.taken().claim().apply(new Load.Differences(all))));
  }

  Mono<Void> giveBack(LaneRef lane, Set<String> workers) {
    return relaxed
        .sql(LaneSql.GIVE_BACK)
        .bind(TARGET, lane.targetId())
        .bind("workers", workers.toArray(String[]::new))
        .then();
  }

  Mono<Void> attempt(Claim claim, List<MemberGap> members) {
    return relaxed
        .sql(LaneSql.ATTEMPT)
        .bind(TARGET, claim.lane().targetId())
        .bind("group", claim.resource().id().value())
        .bind("members", members.stream().map(MemberGap::memberId).toArray(String[]::new))
        .bind(
            "remotes",
            members.stream()
                .map(member -> LaneRows.required(member.linkedRemoteId()))
                .toArray(String[]::new))
        .then();
  }

  private record Loaded(Taken taken, Material material) {}

  private Mono<Material> withGaps(LaneRef lane, Loaded loaded) {
    Material material = loaded.material();
    ResourceRef resource = loaded.taken().resource();
    if (!resource.type().equals("Group") || material.document() == null) {
      return Mono.just(material);
    }
    Mono<List<MemberGap>> gaps =
        relaxed
            .sql(LaneSql.LOAD_GAPS)
            .bind(TARGET, lane.targetId())
            .bind("tenant", lane.tenant())
            .bind("group", resource.id().value())
            .bind("limit", limits.gapsMax())
            .map(LaneRows::gap)
            .all()
            .collectList();
    return gaps.map(page -> material.withGaps(page, page.size() == limits.gapsMax()));
  }

  private Mono<Load> events(LaneRef lane, ResourceRef resource) {
    Mono<List<Event>> events =
        relaxed
            .sql(LaneSql.LOAD_EVENTS)
            .bind(TARGET, lane.targetId())
            .bind("resource", resource.id().value())
            .bind("limit", limits.eventsMax())
            .map(LaneRows::event)
            .all()
            .collectList();
    return events.map(page -> new Load.Events(page, page.size() == limits.eventsMax()));
  }
}
