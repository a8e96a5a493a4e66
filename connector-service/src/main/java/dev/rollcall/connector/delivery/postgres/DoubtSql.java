package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.database.KeyDueAgain;

/// The statements around calls whose outcome nobody knows.
final class DoubtSql {
  static final String DOUBT_LINK =
      """
      UPDATE connector.link SET unsure = true
      WHERE target_id = :target AND resource_id = :resource AND state = 'linked'
      """;

  /// Somebody else has the key, or will: he must not believe what he finds. What a person has taken
  /// off the list stays off it.
  static final String DOUBT =
      """
      WITH key AS (
        UPDATE connector.lane_key k SET generation = k.generation + 1,
      """
          + KeyDueAgain.scheduleWhere("k.state = 'done'")
          + """
              due_at = now(), state = CASE WHEN k.state = 'done' THEN 'waiting' ELSE k.state END,
              waiting_since = coalesce(k.waiting_since, now())
            WHERE k.target_id = :target AND k.resource_id = :resource AND k.state <> 'discarded')
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
