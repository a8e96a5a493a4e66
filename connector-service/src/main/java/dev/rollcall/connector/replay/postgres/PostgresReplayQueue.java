package dev.rollcall.connector.replay.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.intake.core.FoldedBatch.EventRow;
import dev.rollcall.connector.replay.ReplayQueue;
import dev.rollcall.connector.replay.core.Pace;
import dev.rollcall.schemas.wire.FactCodec;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Replays that are under way. Whoever has locked a replay's row lets its next page go, and says in
/// the same transaction where the next one begins.
public final class PostgresReplayQueue implements ReplayQueue {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final Database database;
  private final DatabaseClient durable;
  private final TransactionalOperator transaction;
  private final ReplayBeginnings beginnings;
  private final ReplayDoubts doubts;

  public PostgresReplayQueue(Database database) {
    this(database, ReplayDoubts.MEMBERS_A_PAGE);
  }

  /// @param membersMax memberships of one transaction
  public PostgresReplayQueue(Database database, int membersMax) {
    this.database = database;
    this.durable = database.durable();
    this.transaction = database.transaction();
    this.doubts = new ReplayDoubts(durable, membersMax);
    this.beginnings = new ReplayBeginnings(durable, doubts);
  }

  @Override
  public Flux<Due> due() {
    if (!database.isMigrated()) {
      return Flux.empty();
    }
    return database
        .relaxed()
        .sql(ReplaySql.DUE)
        .map(PostgresReplayQueue::due)
        .all()
        .collectList()
        .flatMapMany(Flux::fromIterable);
  }

  private static Due due(Readable row) {
    return new Due(
        text(row, "id"),
        text(row, "target_id"),
        text(row, "tenant"),
        (int) ReplayRows.number(row, "rate"),
        work(row));
  }

  private static Work work(Readable row) {
    Long end = row.get("log_end", Long.class);
    Long seq = row.get("from_seq", Long.class);
    Instant time = row.get("from_time", Instant.class);
    if (Boolean.TRUE.equals(row.get("beginning", Boolean.class))) {
      return end == null || time == null ? new Work.Choose() : new Work.Seek(time);
    }
    return end == null
        ? new Work.Compare()
        : new Work.Read(
            new Slice(ReplayRows.number(row, "log_offset"), end, seq == null ? 0 : seq));
  }

  @Override
  public Mono<Void> choose(Due replay) {
    return transaction.transactional(beginnings.choose(replay));
  }

  @Override
  public Mono<Void> begin(Due replay, long offset) {
    return beginnings.begin(replay, offset);
  }

  private record Locked(String position, boolean distrust, boolean strict, long underWay) {}

  private Mono<Locked> lock(Due replay) {
    return durable
        .sql(ReplaySql.LOCK)
        .bind("id", replay.replayId())
        .map(row ->
            new Locked(
                text(row, "position"),
                Boolean.TRUE.equals(row.get("distrust", Boolean.class)),
                "strict".equals(row.get("delivery", String.class)),
                ReplayRows.number(row, "under_way")))
        .one();
  }

  @Override
  public Mono<Boolean> raise(Due replay) {
    Pace pace = Pace.of(replay.perSecond());
    Mono<Boolean> raised =
        lock(replay)
            .flatMap(locked ->
                locked.underWay() >= Pace.underWayMax(replay.perSecond())
                    ? advance(replay, locked.position(), 0, null).thenReturn(false)
                    : doubted(replay, locked, pace)
                        .flatMap(more ->
                            more
                                ? advance(replay, locked.position(), 0, null).thenReturn(false)
                                : raise(replay, locked, pace)))
            .defaultIfEmpty(false);
    return transaction.transactional(raised);
  }

  /// No group is let go before all of its members are doubted.
  ///
  /// @return whether there may be more of them
  private Mono<Boolean> doubted(Due replay, Locked locked, Pace pace) {
    return locked.distrust() && !locked.strict()
        ? next(ReplaySql.NEXT, replay, locked, pace)
            .map(row -> text(row, "resource_id"))
            .all()
            .collectList()
            .flatMap(ids -> doubts.members(replay.targetId(), ids))
        : Mono.just(false);
  }

  private GenericExecuteSpec next(String sql, Due replay, Locked locked, Pace pace) {
    return durable
        .sql(sql)
        .bind("id", replay.replayId())
        .bind("position", locked.position())
        .bind("size", pace.size());
  }

  private Mono<Boolean> raise(Due replay, Locked locked, Pace pace) {
    return next(ReplaySql.RAISE, replay, locked, pace)
        .bind("distrust", locked.distrust())
        .bind("strict", locked.strict())
        .map(row -> text(row, "resource_id"))
        .all()
        .collectList()
        .flatMap(ids -> {
          if (ids.isEmpty()) {
            return finish(replay, locked.position(), null);
          }
          Mono<Void> events =
              locked.strict()
                  ? durable
                      .sql(ReplaySql.FILL_EVENTS)
                      .bind("id", replay.replayId())
                      .bind("resources", ids.toArray(String[]::new))
                      .bind("members", Limits.EVENT_MEMBERS_MAX)
                      .then()
                  : Mono.empty();
          return events.then(advance(replay, ids.getLast(), ids.size(), null)).thenReturn(true);
        });
  }

  @Override
  public Mono<Boolean> repeat(Due replay, Slice slice, List<EventRow> events, long next) {
    Mono<Boolean> repeated =
        lock(replay)
            .flatMap(locked -> {
              if (locked.underWay() >= Pace.underWayMax(replay.perSecond())) {
                return advance(replay, locked.position(), 0, slice.offset()).thenReturn(false);
              }
              if (next >= slice.end() && slice.offset() >= slice.end()) {
                return finish(replay, END, next);
              }
              return insert(replay, events)
                  .then(advance(replay, END, events.size(), next))
                  .thenReturn(!events.isEmpty());
            })
            .defaultIfEmpty(false);
    return transaction.transactional(repeated);
  }

  /// Behind every resource: all that is let go counts as under way.
  private static final String END = "\uffff";

  private Mono<Void> insert(Due replay, List<EventRow> events) {
    if (events.isEmpty()) {
      return Mono.empty();
    }
    Mono<Void> rows =
        durable
            .sql(ReplaySql.REPEAT)
            .bind("id", replay.replayId())
            .bind("target", replay.targetId())
            .bind("ids", column(events, row -> row.key().id(), String[]::new))
            .bind("seqs", column(events, EventRow::seq, Long[]::new))
            .bind("ordinals", column(events, EventRow::ordinal, Integer[]::new))
            .bind("events", column(events, EventRow::eventId, String[]::new))
            .bind("times", column(events, row -> row.recordedAt().toString(), String[]::new))
            .bind("requests", column(events, EventRow::requestId, String[]::new))
            .bind(
                "facts",
                column(events, row -> JSON.writeText(FactCodec.toJson(row.fact())), String[]::new))
            .then();
    return rows.then(
        durable
            .sql(ReplaySql.RAISE_EVENTS)
            .bind("id", replay.replayId())
            .bind("target", replay.targetId())
            .bind("ids", column(events, row -> row.key().id(), String[]::new))
            .then());
  }

  private static <T> T[] column(
      List<EventRow> rows, Function<EventRow, T> value, IntFunction<T[]> array) {
    return rows.stream().map(value).toArray(array);
  }

  private Mono<Boolean> finish(Due replay, String position, @Nullable Long offset) {
    return durable
        .sql(ReplaySql.FINISH)
        .bind("id", replay.replayId())
        .fetch()
        .rowsUpdated()
        .flatMap(rows ->
            rows > 0 ? Mono.just(false) : advance(replay, position, 0, offset).thenReturn(false));
  }

  private Mono<Void> advance(Due replay, String position, int raised, @Nullable Long offset) {
    var spec =
        durable
            .sql(ReplaySql.ADVANCE)
            .bind("id", replay.replayId())
            .bind("position", position)
            .bind("raised", raised)
            .bind("wait", (double) Pace.of(replay.perSecond()).until().toMillis());
    return (offset == null ? spec.bindNull("offset", Long.class) : spec.bind("offset", offset))
        .then();
  }

  static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }
}
