package dev.rollcall.connector.delivery.postgres;

/// The statements on a lane's own row. It is written only around failures, so that the workers of a
/// healthy target do not queue for it.
final class LaneHealthSql {
  static final String NOTE_FAILURE =
      """
      UPDATE connector.lane SET last_error_class = :class, last_status = :status,
        last_error = :text, last_failed_at = now(),
        failures = failures + :counts, failing_since = CASE WHEN :counts = 0 THEN failing_since
          ELSE coalesce(failing_since, now()) END,
        succeeded_at = greatest(succeeded_at, now() - :ago * interval '1 millisecond')
      WHERE target_id = :target
      RETURNING breaker_state, openings, succeeded_at,
        coalesce(failing_since, now()) AS failing_since
      """;

  static final String FAILING_KEYS =
      """
      SELECT count(*) AS failing_keys FROM connector.lane_key
      WHERE target_id = :target AND state = 'failing' AND last_failed_at >= :since
      """;

  /// Of several failures at one time the first opens it.
  static final String OPEN =
      """
      UPDATE connector.lane SET breaker_state = 'open', open_until = :until,
        openings = openings + 1
      WHERE target_id = :target AND breaker_state <> 'open'
      """;

  static final String PAUSE = pauseUntil(":until");

  /// Of several pauses the longest holds, with what was said about it. The time of one that is
  /// longer than any wait of the schedule is taken from nobody's: whoever takes a key sees the end
  /// of it, and counts from there. No key is touched: that would be all of the lane, in the midst
  /// of a settlement that has locked one of them.
  static String pauseUntil(String until) {
    return """
    UPDATE connector.lane SET not_before = greatest(not_before, %1$s),
      pause_status = CASE WHEN not_before > %1$s THEN pause_status ELSE :status::integer END,
      pause_text = CASE WHEN not_before > %1$s THEN pause_text ELSE :text END,
      pause_asked = CASE WHEN not_before > %1$s THEN pause_asked
        ELSE now() + :asked * interval '1 millisecond' END,
      stood_still_until = CASE WHEN :outlasting THEN greatest(stood_still_until, %1$s)
        ELSE stood_still_until END
    WHERE target_id = :target
    """
        .formatted(until);
  }

  static final String PROBE_LATER =
      """
      UPDATE connector.lane SET open_until = :until
      WHERE target_id = :target AND breaker_state <> 'closed'
      """;

  static final String DISABLE =
      "UPDATE connector.lane SET state = 'disabled' WHERE target_id = :target";

  static final String RECOVER =
      """
      UPDATE connector.lane l SET failures = 0, openings = 0, failing_since = NULL,
        breaker_state = 'closed', open_until = NULL
      FROM (SELECT breaker_state FROM connector.lane WHERE target_id = :target FOR UPDATE) was
      WHERE l.target_id = :target RETURNING was.breaker_state AS was
      """;

  /// The target is back: what failed because of it need not wait for its schedule. The keys are
  /// locked in one order, and found by their ids: a join reads the whole table where it guesses
  /// wrong.
  static final String HURRY =
      """
      WITH keys AS (SELECT resource_id FROM connector.lane_key
        WHERE target_id = :target AND state = 'failing'
          AND last_error_class IN ('unreachable', 'timeout', 'server_error')
        ORDER BY resource_id FOR UPDATE)
      UPDATE connector.lane_key k SET due_at = now()
      WHERE k.target_id = :target AND k.resource_id = ANY (ARRAY(SELECT resource_id FROM keys))
      """;

  private LaneHealthSql() {}
}
