package dev.rollcall.connector.replay.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.LanePages;
import dev.rollcall.connector.replay.Replays;
import dev.rollcall.connector.replay.core.From;
import dev.rollcall.connector.replay.core.Order;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Replays in PostgreSQL.
public final class PostgresReplays implements Replays {
  private static final int LIST_MAX = 100;
  private static final Optional<Begun> NONE = Optional.empty();

  private final DatabaseClient durable;
  private final DatabaseClient relaxed;
  private final TransactionalOperator transaction;
  private final int partitions;

  public PostgresReplays(Database database, int partitions) {
    this.durable = database.durable();
    this.relaxed = database.relaxed();
    this.transaction = database.transaction();
    this.partitions = partitions;
  }

  private record Lane(String targetId, boolean strict, boolean free, @Nullable String busy) {
    static Lane of(Readable row) {
      return new Lane(
          Objects.requireNonNull(row.get("target_id", String.class)),
          "strict".equals(row.get("delivery", String.class)),
          Boolean.TRUE.equals(row.get("free", Boolean.class)),
          row.get("busy", String.class));
    }

    /// A strict lane gets its past out of the log, where one is asked for.
    boolean readsLog(From from) {
      return strict && (from instanceof From.Seq || from instanceof From.Time);
    }
  }

  /// How a replay begins.
  ///
  /// @param running whether all is known that it needs
  /// @param offset the first record that is read, null where none is or nobody knows yet which
  /// @param end the first record that is not read, null where none is
  private record Start(boolean running, String hold, @Nullable Long offset, @Nullable Long end) {

    long total() {
      return offset == null || end == null ? 0 : end - offset;
    }
  }

  @Override
  public Mono<Begun> obstacle(String tenant, String targetId) {
    return lane(relaxed, ReplaySql.LANE, tenant, targetId)
        .map(lane -> lane.busy() == null ? NONE : Optional.<Begun>of(new Begun.Busy(lane.busy())))
        .defaultIfEmpty(Optional.of(new Begun.NoTarget()))
        .flatMap(Mono::justOrEmpty);
  }

  @Override
  public Mono<List<LanePages.Key>> concerned(Part part) {
    From from = part.from();
    return relaxed
        .sql(ReplaySql.KEYS)
        .bind("target", part.targetId())
        .bind("position", part.after())
        .bind("resource", from instanceof From.Resource(var id) ? id : "")
        .bind("seq", from instanceof From.Seq(var seq) ? seq : 0L)
        .bind("time", from instanceof From.Time(var time) ? time : Instant.EPOCH)
        .bind("limit", part.limit())
        .map(PostgresReplays::key)
        .all()
        .collectList();
  }

  private static LanePages.Key key(Readable row) {
    var resource =
        new ResourceRef(
            PostgresReplayQueue.text(row, "resource_type"),
            new ResourceId(PostgresReplayQueue.text(row, "resource_id")));
    return new LanePages.Key(resource, ReplayRows.number(row, "generation"));
  }

  private static Mono<Lane> lane(
      DatabaseClient client, String sql, String tenant, String targetId) {
    return client.sql(sql).bind("tenant", tenant).bind("target", targetId).map(Lane::of).one();
  }

  @Override
  public Mono<Begun> begin(Ordered ordered) {
    Mono<Begun> begun =
        lane(durable, ReplaySql.LOCK_LANE, ordered.tenant(), ordered.targetId())
            .flatMap(lane -> begin(ordered, lane))
            .defaultIfEmpty(new Begun.NoTarget());
    return transaction.transactional(begun);
  }

  private Mono<Begun> begin(Ordered ordered, Lane lane) {
    String busy = lane.busy();
    if (busy != null) {
      return Mono.just(new Begun.Busy(busy));
    }
    return start(ordered, lane)
        .flatMap(start -> insert(ordered, lane, start))
        .thenReturn(new Begun.Running(ordered.replayId()));
  }

  private Mono<Start> start(Ordered ordered, Lane lane) {
    From from = ordered.order().from();
    if (lane.readsLog(from)) {
      return folded(ordered.tenant()).map(end -> ofLog(from, end));
    }
    if (lane.strict() || lane.free()) {
      return Mono.just(new Start(false, "", null, null));
    }
    String hold = UUID.randomUUID().toString();
    return durable
        .sql(ReplaySql.HOLD)
        .bind("hold", hold)
        .bind("target", lane.targetId())
        .bind("tenant", ordered.tenant())
        .then()
        .thenReturn(new Start(false, hold, null, null));
  }

  /// The log is read up to where intake was: what comes later is sent as it comes. Each decision
  /// has at least one record of its own in front of it; where a time is, the log itself must say.
  private static Start ofLog(From from, long end) {
    return from instanceof From.Seq(var seq)
        ? new Start(true, "", Math.min(seq - 1, end), end)
        : new Start(false, "", null, end);
  }

  private Mono<Long> folded(String tenant) {
    return durable
        .sql(ReplaySql.FOLDED)
        .bind("partition", Topics.partitionOf(new TenantId(tenant), partitions))
        .map(row -> ReplayRows.number(row, "next_offset"))
        .one()
        .defaultIfEmpty(0L);
  }

  private Mono<Void> insert(Ordered ordered, Lane lane, Start start) {
    Order order = ordered.order();
    From from = order.from();
    GenericExecuteSpec spec =
        durable
            .sql(ReplaySql.INSERT)
            .bind("id", ordered.replayId())
            .bind("target", lane.targetId())
            .bind("tenant", ordered.tenant())
            .bind("state", start.running() ? "running" : "beginning")
            .bind("distrust", order.distrust())
            .bind("rate", order.perSecond())
            .bind("total", Math.toIntExact(start.total()))
            .bind("reason", order.reason())
            .bind("by", ordered.by())
            .bind("request", ordered.requestId())
            .bind("hold", start.hold());
    spec = bind(spec, "seq", from instanceof From.Seq(var seq) ? (Long) seq : null, Long.class);
    spec = bind(spec, "time", from instanceof From.Time(var time) ? time : null, Instant.class);
    spec = bind(spec, "resource", from instanceof From.Resource(var id) ? id : null, String.class);
    spec = bind(spec, "offset", start.offset(), Long.class);
    return bind(spec, "end", start.end(), Long.class).then();
  }

  private static <T> GenericExecuteSpec bind(
      GenericExecuteSpec spec, String name, @Nullable T value, Class<T> type) {
    return value == null ? spec.bindNull(name, type) : spec.bind(name, value);
  }

  @Override
  public Mono<JsonObject> one(Place place) {
    Mono<JsonObject> begun = list(place.tenant(), place.targetId(), place.replayId()).next();
    return begun.switchIfEmpty(Mono.defer(() -> askedFor(place))).switchIfEmpty(begun);
  }

  private Mono<JsonObject> askedFor(Place place) {
    return relaxed
        .sql(ReplaySql.ASKED_FOR)
        .bind("tenant", place.tenant())
        .bind("target", place.targetId())
        .bind("id", place.replayId())
        .map(ReplayRows::askedFor)
        .one();
  }

  @Override
  public Flux<JsonObject> list(String tenant, String targetId) {
    return list(tenant, targetId, "");
  }

  private Flux<JsonObject> list(String tenant, String targetId, String id) {
    return relaxed
        .sql(ReplaySql.LIST)
        .bind("tenant", tenant)
        .bind("target", targetId)
        .bind("id", id)
        .bind("limit", LIST_MAX)
        .map(ReplayRows::json)
        .all();
  }

  @Override
  public Mono<Boolean> change(Place place, Change change) {
    Mono<Boolean> changed =
        durable
            .sql(ReplaySql.CHANGE)
            .bind("tenant", place.tenant())
            .bind("target", place.targetId())
            .bind("id", place.replayId())
            .bind("state", change.to())
            .bind("from", change.from().toArray(String[]::new))
            .fetch()
            .rowsUpdated()
            .flatMap(rows ->
                rows > 0 && change == Change.CANCEL
                    ? letBe(place).thenReturn(true)
                    : Mono.just(rows > 0));
    return transaction.transactional(changed);
  }

  private Mono<Void> letBe(Place place) {
    return durable
        .sql(ReplaySql.REJECT_HOLD)
        .bind("id", place.replayId())
        .map(row -> Objects.requireNonNull(row.get("id", String.class)))
        .all()
        .collectList()
        .flatMap(holds ->
            durable.sql(ReplaySql.KEEP_KEYS).bind("holds", holds.toArray(String[]::new)).then())
        .then(durable.sql(ReplayDoubtSql.LET_GO).bind("id", place.replayId()).then())
        .then(durable.sql(ReplaySql.LET_BE).bind("id", place.replayId()).then());
  }
}
