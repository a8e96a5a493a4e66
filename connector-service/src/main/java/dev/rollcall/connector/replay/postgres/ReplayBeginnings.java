package dev.rollcall.connector.replay.postgres;

import dev.rollcall.connector.replay.ReplayQueue.Due;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/// Replays that are beginning: whom one concerns is found out a page at a time, so that no
/// statement grows with the tenant.
final class ReplayBeginnings {
  private static final int KEYS_A_PAGE = 5000;

  private final DatabaseClient durable;
  private final ReplayDoubts doubts;

  ReplayBeginnings(DatabaseClient durable, ReplayDoubts doubts) {
    this.durable = durable;
    this.doubts = doubts;
  }

  /// A replay that is beginning.
  private record Beginning(
      String targetId,
      String position,
      boolean distrust,
      String resource,
      long seq,
      Instant time,
      String hold,
      boolean strict) {
    static Beginning of(Readable row) {
      return new Beginning(
          PostgresReplayQueue.text(row, "target_id"),
          PostgresReplayQueue.text(row, "position"),
          Boolean.TRUE.equals(row.get("distrust", Boolean.class)),
          PostgresReplayQueue.text(row, "resource"),
          ReplayRows.number(row, "seq"),
          Objects.requireNonNull(row.get("time", Instant.class)),
          PostgresReplayQueue.text(row, "hold"),
          Boolean.TRUE.equals(row.get("strict", Boolean.class)));
    }
  }

  private Mono<Beginning> beginning(Due replay) {
    return durable
        .sql(ReplaySql.LOCK_BEGINNING)
        .bind("id", replay.replayId())
        .map(Beginning::of)
        .one();
  }

  /// Says where in the log a replay begins.
  Mono<Void> begin(Due replay, long offset) {
    return durable
        .sql(ReplaySql.FOUND_OFFSET)
        .bind("id", replay.replayId())
        .bind("offset", offset)
        .then();
  }

  /// Finds out a page of whom a replay concerns, in the transaction that is open.
  Mono<Void> choose(Due replay) {
    return beginning(replay).flatMap(beginning -> choose(replay, beginning));
  }

  private Mono<Void> choose(Due replay, Beginning beginning) {
    return durable
        .sql(ReplaySql.PAGE)
        .bind("target", beginning.targetId())
        .bind("position", beginning.position())
        .bind("resource", beginning.resource())
        .bind("size", KEYS_A_PAGE)
        .map(row -> new Page(ReplayRows.number(row, "number"), row.get("last", String.class)))
        .one()
        .flatMap(page ->
            doubted(beginning, page)
                .flatMap(more -> more ? Mono.empty() : choose(replay, beginning, page)));
  }

  /// Doubts what is under way already. A page whose memberships are more than one transaction takes
  /// is looked at again.
  ///
  /// @return whether there may be more
  private Mono<Boolean> doubted(Beginning beginning, Page page) {
    if (beginning.strict() || !beginning.distrust()) {
      return Mono.just(false);
    }
    return in(page, beginning, ReplayDoubtSql.LOCK_OTHERS)
        .map(row -> PostgresReplayQueue.text(row, "resource_id"))
        .all()
        .collectList()
        .flatMap(groups -> doubts.members(beginning.targetId(), groups))
        .flatMap(more ->
            in(page, beginning, ReplayDoubtSql.DOUBT_OTHERS)
                .then()
                .then(in(page, beginning, ReplayDoubtSql.LOOK_AGAIN).then())
                .thenReturn(more));
  }

  private Mono<Void> choose(Due replay, Beginning beginning, Page page) {
    return chosen(replay, beginning, page)
        .flatMap(chosen ->
            durable
                .sql(ReplaySql.CHOSE)
                .bind("id", replay.replayId())
                .bind("chosen", Math.toIntExact(chosen))
                .bind("over", page.number() < KEYS_A_PAGE)
                .bind("last", page.end())
                .then());
  }

  /// A page of a lane's keys.
  ///
  /// @param last the last of its resources, null where there is none
  private record Page(long number, @Nullable String last) {
    String end() {
      return last == null ? "" : last;
    }
  }

  private Mono<Long> chosen(Due replay, Beginning beginning, Page page) {
    if (beginning.strict()) {
      return in(page, beginning, ReplaySql.SELECT_EVENTS)
          .bind("id", replay.replayId())
          .fetch()
          .rowsUpdated();
    }
    return in(page, beginning, ReplaySql.SELECT_KEYS)
        .bind("id", replay.replayId())
        .bind("hold", beginning.hold())
        .fetch()
        .rowsUpdated();
  }

  private GenericExecuteSpec in(Page page, Beginning beginning, String sql) {
    return durable
        .sql(sql)
        .bind("target", beginning.targetId())
        .bind("position", beginning.position())
        .bind("last", page.end())
        .bind("resource", beginning.resource())
        .bind("seq", beginning.seq())
        .bind("time", beginning.time());
  }
}
