package dev.rollcall.connector.replay.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.replay.DecisionsLog;
import dev.rollcall.connector.replay.Replays;
import dev.rollcall.connector.replay.core.From;
import dev.rollcall.connector.replay.core.Order;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
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

  private final DatabaseClient durable;
  private final DatabaseClient relaxed;
  private final TransactionalOperator transaction;
  private final DecisionsLog decisions;
  private final int partitions;

  public PostgresReplays(Database database, DecisionsLog decisions, int partitions) {
    this.durable = database.durable();
    this.relaxed = database.relaxed();
    this.transaction = database.transaction();
    this.decisions = decisions;
    this.partitions = partitions;
  }

  /// What a replay is about.
  ///
  /// @param offset the first record that is read of the log, where it is read
  private record Start(
      String id, String tenant, String targetId, Order order, @Nullable String by, long offset) {
    /// The same by the name that the lane has.
    Start at(String lane) {
      return new Start(id, tenant, lane, order, by, offset);
    }
  }

  private record Lane(String targetId, boolean strict, boolean free, @Nullable String busy) {}

  /// The part of the decisions log that is read, if any.
  private record Log(@Nullable Long offset, @Nullable Long end) {}

  @Override
  public Mono<Begun> begin(String tenant, String targetId, Order order, @Nullable String by) {
    return offset(tenant, targetId, order.from())
        .flatMap(offset ->
            begin(new Start(UUID.randomUUID().toString(), tenant, targetId, order, by, offset)));
  }

  /// Where the log is read from, found out before the transaction: nothing is waited for in one.
  private Mono<Long> offset(String tenant, String targetId, From from) {
    return switch (from) {
      // Each decision has at least one record of its own in front of it.
      case From.Seq(var seq) -> Mono.just(seq - 1);
      case From.Time(var time) ->
          relaxed
              .sql(ReplaySql.IS_STRICT)
              .bind("tenant", tenant)
              .bind("target", targetId)
              .map(row -> Boolean.TRUE.equals(row.get("strict", Boolean.class)))
              .one()
              .defaultIfEmpty(false)
              .flatMap(strict -> strict ? decisions.offsetAt(tenant, time) : Mono.just(0L));
      case From.Present _, From.Resource _ -> Mono.just(0L);
    };
  }

  private Mono<Begun> begin(Start start) {
    Mono<Begun> begun =
        durable
            .sql(ReplaySql.LANE)
            .bind("tenant", start.tenant())
            .bind("target", start.targetId())
            .map(row ->
                new Lane(
                    Objects.requireNonNull(row.get("target_id", String.class)),
                    "strict".equals(row.get("delivery", String.class)),
                    Boolean.TRUE.equals(row.get("free", Boolean.class)),
                    row.get("busy", String.class)))
            .one()
            .flatMap(lane -> begin(start.at(lane.targetId()), lane))
            .defaultIfEmpty(new Begun.NoTarget());
    return transaction.transactional(begun);
  }

  private Mono<Begun> begin(Start start, Lane lane) {
    String busy = lane.busy();
    if (busy != null) {
      return Mono.just(new Begun.Busy(busy));
    }
    Mono<Void> work = lane.strict() ? strict(start) : state(start, lane);
    return work.thenReturn(new Begun.Running(start.id()));
  }

  private Mono<Void> state(Start start, Lane lane) {
    String hold = lane.free() ? "" : UUID.randomUUID().toString();
    Mono<Void> held =
        hold.isEmpty()
            ? Mono.empty()
            : durable
                .sql(ReplaySql.HOLD)
                .bind("hold", hold)
                .bind("target", start.targetId())
                .bind("tenant", start.tenant())
                .then();
    Mono<Void> doubted =
        start.order().distrust()
            ? chosen(durable.sql(ReplaySql.DOUBT_OTHERS), start).then()
            : Mono.empty();
    return held.then(doubted)
        .then(
            chosen(
                    durable.sql(ReplaySql.SELECT_KEYS).bind("id", start.id()).bind("hold", hold),
                    start)
                .fetch()
                .rowsUpdated())
        .flatMap(total -> insert(start, total, new Log(null, null)));
  }

  /// The log is read up to where intake was: what comes later is sent as it comes.
  private Mono<Void> strict(Start start) {
    From from = start.order().from();
    if (from instanceof From.Present || from instanceof From.Resource) {
      return chosen(durable.sql(ReplaySql.SELECT_EVENTS).bind("id", start.id()), start)
          .fetch()
          .rowsUpdated()
          .flatMap(total -> insert(start, total, new Log(null, null)));
    }
    return folded(start.tenant())
        .flatMap(end -> {
          long first = Math.min(start.offset(), end);
          return insert(start, end - first, new Log(first, end));
        });
  }

  private Mono<Long> folded(String tenant) {
    return durable
        .sql(ReplaySql.FOLDED)
        .bind("partition", Topics.partitionOf(new TenantId(tenant), partitions))
        .map(row -> ReplayRows.number(row, "next_offset"))
        .one()
        .defaultIfEmpty(0L);
  }

  private static GenericExecuteSpec chosen(GenericExecuteSpec spec, Start start) {
    From from = start.order().from();
    return spec.bind("target", start.targetId())
        .bind("resource", from instanceof From.Resource(var id) ? id : "")
        .bind("seq", from instanceof From.Seq(var seq) ? seq : 0L)
        .bind("time", from instanceof From.Time(var time) ? time : Instant.EPOCH);
  }

  private Mono<Void> insert(Start start, long total, Log log) {
    From from = start.order().from();
    GenericExecuteSpec spec =
        durable
            .sql(ReplaySql.INSERT)
            .bind("id", start.id())
            .bind("target", start.targetId())
            .bind("tenant", start.tenant())
            .bind("distrust", start.order().distrust())
            .bind("rate", start.order().perSecond())
            .bind("total", Math.toIntExact(total))
            .bind("reason", start.order().reason());
    spec = bind(spec, "seq", from instanceof From.Seq(var seq) ? (Long) seq : null, Long.class);
    spec = bind(spec, "time", from instanceof From.Time(var time) ? time : null, Instant.class);
    spec = bind(spec, "resource", from instanceof From.Resource(var id) ? id : null, String.class);
    spec = bind(spec, "offset", log.offset(), Long.class);
    spec = bind(spec, "end", log.end(), Long.class);
    return bind(spec, "by", start.by(), String.class).then();
  }

  private static <T> GenericExecuteSpec bind(
      GenericExecuteSpec spec, String name, @Nullable T value, Class<T> type) {
    return value == null ? spec.bindNull(name, type) : spec.bind(name, value);
  }

  @Override
  public Mono<JsonObject> one(Place place) {
    return list(place.tenant(), place.targetId(), place.replayId()).next();
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
    String[] from =
        switch (change) {
          case PAUSE -> new String[] {"running"};
          case RESUME -> new String[] {"paused"};
          case CANCEL -> new String[] {"running", "paused"};
        };
    String to =
        switch (change) {
          case PAUSE -> "paused";
          case RESUME -> "running";
          case CANCEL -> "cancelled";
        };
    Mono<Boolean> changed =
        durable
            .sql(ReplaySql.CHANGE)
            .bind("tenant", place.tenant())
            .bind("target", place.targetId())
            .bind("id", place.replayId())
            .bind("state", to)
            .bind("from", from)
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
        .then(durable.sql(ReplaySql.LET_BE).bind("id", place.replayId()).then());
  }
}
