package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.TroubleStore;
import dev.rollcall.connector.delivery.core.Pauses;
import io.r2dbc.spi.Readable;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/// Successes and pauses of targets, in PostgreSQL. Nothing of it must survive a crash of the
/// server.
public final class PostgresTroubles implements TroubleStore {
  /// Several instances tell of several targets: they lock them in one order.
  private static final String SUCCEEDED =
      """
      WITH news AS (
        SELECT l.target_id, n.times, n.ago
        FROM unnest(:targets, :times, :agos) AS n (target_id, times, ago)
        JOIN connector.lane l ON l.target_id = n.target_id
        ORDER BY l.target_id FOR UPDATE OF l)
      UPDATE connector.lane l SET successes = l.successes + news.times,
        succeeded_at = greatest(l.succeeded_at, now() - news.ago * interval '1 millisecond')
      FROM news WHERE l.target_id = news.target_id
      """;

  private static final String PAUSED = paused("successes", "successes");

  private static final String PAUSED_BY_READ = paused("reads", "successes + reads");

  /// @param told what the news are added to
  /// @param seen what went through by now
  private static String paused(String told, String seen) {
    return """
    WITH seen AS (
      UPDATE connector.lane SET pauses = pauses + 1, %1$s = %1$s + :news
      WHERE target_id = :target RETURNING target_id, %2$s AS successes, pauses)
    SELECT s.successes, s.pauses, p.counted, p.successes_at_last, p.own, p.successes_at_first,
      p.all_at_first
    FROM seen s LEFT JOIN connector.lone_pause p ON p.target_id = s.target_id
      AND p.resource_id = :resource AND p.run = :run
    """
        .formatted(told, seen);
  }

  private static final String REMEMBER =
      """
      INSERT INTO connector.lone_pause (target_id, resource_id, run, counted, successes_at_last, own,
        successes_at_first, all_at_first, noted_at)
      VALUES (:target, :resource, :run, :counted, :at_last, :own, :at_first, :all, now())
      ON CONFLICT (target_id, resource_id) DO UPDATE SET run = excluded.run,
        counted = excluded.counted, successes_at_last = excluded.successes_at_last,
        own = excluded.own, successes_at_first = excluded.successes_at_first,
        all_at_first = excluded.all_at_first, noted_at = excluded.noted_at
      """;

  private static final String FORGET_OLDEST =
      """
      DELETE FROM connector.lone_pause WHERE target_id = :target AND resource_id IN (
        SELECT resource_id FROM connector.lone_pause WHERE target_id = :target
        ORDER BY noted_at DESC OFFSET :max)
      """;

  private static final String FORGET =
      "DELETE FROM connector.lone_pause WHERE target_id = :target AND resource_id = :resource";

  private final Database database;

  public PostgresTroubles(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Void> succeeded(List<Succeeded> news) {
    return client()
        .sql(SUCCEEDED)
        .bind("targets", news.stream().map(Succeeded::targetId).toArray(String[]::new))
        .bind("times", news.stream().map(Succeeded::times).toArray(Long[]::new))
        .bind("agos", news.stream().map(it -> (double) it.ago().toMillis()).toArray(Double[]::new))
        .then();
  }

  @Override
  public Mono<Noted> paused(Pauser pauser, long news) {
    return noted(PAUSED, pauser, news);
  }

  @Override
  public Mono<Noted> pausedByRead(Pauser pauser, long news) {
    return noted(PAUSED_BY_READ, pauser, news);
  }

  private Mono<Noted> noted(String sql, Pauser pauser, long news) {
    return of(sql, pauser)
        .bind("run", pauser.run())
        .bind("news", news)
        .map(PostgresTroubles::noted)
        .one();
  }

  private static Noted noted(Readable row) {
    var seen = new Pauses.Seen(LaneRows.number(row, "successes"), LaneRows.number(row, "pauses"));
    if (row.get("counted", Integer.class) == null) {
      return new Noted(null, seen);
    }
    var before =
        new Pauses(
            (int) LaneRows.number(row, "counted"),
            LaneRows.number(row, "successes_at_last"),
            LaneRows.number(row, "own"),
            LaneRows.number(row, "successes_at_first"),
            LaneRows.number(row, "all_at_first"));
    return new Noted(before, seen);
  }

  @Override
  public Mono<Void> remember(Pauser pauser, Pauses pauses) {
    return of(REMEMBER, pauser)
        .bind("run", pauser.run())
        .bind("counted", pauses.counted())
        .bind("at_last", pauses.successesAtLast())
        .bind("own", pauses.own())
        .bind("at_first", pauses.successesAtFirst())
        .bind("all", pauses.allAtFirst())
        .then()
        .then(
            client()
                .sql(FORGET_OLDEST)
                .bind("target", pauser.lane().targetId())
                .bind("max", Pauses.RESOURCES_MAX)
                .then());
  }

  @Override
  public Mono<Void> forget(Pauser pauser) {
    return of(FORGET, pauser).then();
  }

  private GenericExecuteSpec of(String sql, Pauser pauser) {
    return client()
        .sql(sql)
        .bind("target", pauser.lane().targetId())
        .bind("resource", pauser.resource().id().value());
  }

  private DatabaseClient client() {
    return database.relaxed();
  }
}
