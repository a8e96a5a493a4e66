package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.TargetPauses;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/// TargetPauses in PostgreSQL.
public final class PostgresTargetPauses implements TargetPauses {
  private static final String UNTIL =
      """
      SELECT not_before FROM connector.lane
      WHERE tenant = :tenant AND target_id = :target AND state <> 'removed' AND not_before > now()
      """;

  /// A probe waited for the end of the pause, and so did the keys that heard of it; those that were
  /// answered by a fault come a little behind the others, as at its end. They are locked in one
  /// order; where PostgreSQL ends it all the same because a settlement waits in a circle, the act
  /// is carried out again. Each lift is later than the one before it, also by the clock of a server
  /// that took over.
  private static final String LIFT =
      """
      WITH lifted AS (
        UPDATE connector.lane SET not_before = NULL, pause_lifted_at = greatest(clock_timestamp(),
            pause_lifted_at + interval '1 microsecond'),
          stood_still_until = CASE WHEN stood_still_until > now() THEN now()
            ELSE stood_still_until END,
          open_until = CASE WHEN breaker_state = 'closed' THEN open_until
            ELSE least(open_until, now()) END
        WHERE tenant = :tenant AND target_id = :target AND state <> 'removed'
          AND not_before > now()
        RETURNING target_id),
      keys AS (
        SELECT k.target_id, k.resource_id FROM connector.lane_key k JOIN lifted USING (target_id)
        WHERE k.state = 'waiting' AND k.due_at > now()
          AND k.last_error_class IN ('throttled', 'server_error', 'unreachable')
        ORDER BY k.resource_id FOR UPDATE OF k),
      hurried AS (
        UPDATE connector.lane_key k SET due_at = least(k.due_at, now() + CASE
            WHEN k.last_error_class = 'server_error' THEN interval '1 second'
            ELSE interval '0' END)
        FROM keys
        WHERE k.target_id = keys.target_id AND k.resource_id = keys.resource_id)
      SELECT 1 AS lifted FROM lifted
      """;

  private final DatabaseClient durable;

  public PostgresTargetPauses(Database database) {
    this.durable = database.durable();
  }

  @Override
  public Mono<Instant> until(String tenant, String targetId) {
    return on(UNTIL, tenant, targetId)
        .map(row -> LaneRows.required(row.get("not_before", Instant.class)))
        .one();
  }

  @Override
  public Mono<Boolean> lift(String tenant, String targetId) {
    return on(LIFT, tenant, targetId).map(_ -> true).one().defaultIfEmpty(false);
  }

  private GenericExecuteSpec on(String sql, String tenant, String targetId) {
    return durable.sql(sql).bind("tenant", tenant).bind("target", targetId);
  }
}
