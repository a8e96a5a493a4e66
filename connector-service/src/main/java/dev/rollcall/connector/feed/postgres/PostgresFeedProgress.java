package dev.rollcall.connector.feed.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.feed.FeedProgress;
import dev.rollcall.connector.feed.core.Extent;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// How far consumers of feeds are, in PostgreSQL.
public final class PostgresFeedProgress implements FeedProgress {
  private static final Logger log = LoggerFactory.getLogger(PostgresFeedProgress.class);

  private final Database database;

  public PostgresFeedProgress(Database database) {
    this.database = database;
  }

  private DatabaseClient client() {
    return database.durable();
  }

  @Override
  public Mono<Extent> acknowledge(String lane, long position) {
    return client()
        .sql(ProgressSql.ACKNOWLEDGE)
        .bind("target", lane)
        .bind("position", position)
        .map(FeedRows::extent)
        .one()
        // A statement of its own: where it fails, the next round does it.
        .delayUntil(_ -> out(lane));
  }

  private Mono<Void> out(String lane) {
    return client()
        .sql(ProgressSql.OUT_OF_ONE)
        .bind("target", lane)
        .then()
        .doOnError(e -> log.warn("Leavers of feed {} are noted later", lane, e))
        .onErrorComplete();
  }

  @Override
  public Mono<Extent> seek(String lane, long position) {
    return client()
        .sql(ProgressSql.SEEK)
        .bind("target", lane)
        .bind("position", position)
        .map(FeedRows::extent)
        .one();
  }

  @Override
  public Mono<Void> leavers() {
    return client().sql(ProgressSql.ALL_OUT).then();
  }

  @Override
  public Mono<Long> prune(int batch) {
    return database
        .relaxed()
        .sql(ProgressSql.PRUNABLE)
        .map(row -> FeedRows.text(row, "target_id"))
        .all()
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .concatMap(lane -> prune(lane, batch))
        .reduce(0L, Long::sum);
  }

  private Mono<Long> prune(String lane, int batch) {
    return client()
        .sql(ProgressSql.PRUNE)
        .bind("target", lane)
        .bind("batch", (long) batch)
        .fetch()
        .rowsUpdated();
  }

  @Override
  public Flux<Lag> lags() {
    return database.relaxed().sql(ProgressSql.LAGS).map(PostgresFeedProgress::lag).all();
  }

  @Override
  public Mono<Lag> lag(String tenant, String lane) {
    return database
        .relaxed()
        .sql(ProgressSql.LAG_OF_ONE)
        .bind("tenant", tenant)
        .bind("target", lane)
        .map(PostgresFeedProgress::lag)
        .one();
  }

  @Override
  public Mono<Boolean> acknowledged(String tenant, String lane, String resourceId) {
    return database
        .relaxed()
        .sql(ProgressSql.IS_ACKNOWLEDGED)
        .bind("tenant", tenant)
        .bind("target", lane)
        .bind("resource", resourceId)
        .map(row -> Boolean.TRUE.equals(row.get("acknowledged", Boolean.class)))
        .one();
  }

  private static Lag lag(Readable row) {
    return new Lag(
        FeedRows.text(row, "target_id"),
        FeedRows.extent(row),
        row.get("oldest_at", Instant.class),
        row.get("acknowledged_at", Instant.class));
  }
}
