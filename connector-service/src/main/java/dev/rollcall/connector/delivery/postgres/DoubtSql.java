package dev.rollcall.connector.delivery.postgres;

/// The statements around calls whose outcome nobody knows.
final class DoubtSql {
  static final String DOUBT_LINK =
      """
      UPDATE connector.link SET unsure = true
      WHERE target_id = :target AND resource_id = :resource AND state = 'linked'
      """;

  /// Somebody else has the key, or will: he must not believe what he finds.
  static final String DOUBT =
      """
      WITH key AS (
        UPDATE connector.lane_key SET generation = generation + 1, due_at = now(),
          state = CASE WHEN state = 'done' THEN 'waiting' ELSE state END,
          waiting_since = coalesce(waiting_since, now())
        WHERE target_id = :target AND resource_id = :resource)
      UPDATE connector.link SET unsure = true
      WHERE target_id = :target AND resource_id = :resource AND state = 'linked'
      """;

  /// Nor is anything left there of what was attempted.
  static final String FORGET_ATTEMPTS =
      """
      UPDATE connector.member_gap SET attempted_remote_id = NULL
      WHERE target_id = :target AND (group_id = :resource OR member_id = :resource)
        AND attempted_remote_id IS NOT NULL
      """;

  private DoubtSql() {}
}
