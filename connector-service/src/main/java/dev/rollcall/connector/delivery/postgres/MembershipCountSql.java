package dev.rollcall.connector.delivery.postgres;

/// Statements that count memberships of groups, and change nothing.
final class MembershipCountSql {
  /// Those that differ by what the target has confirmed, as delivery finds them.
  static final String DIFFERENT =
      """
      WITH gap AS (
        SELECT g.group_id, g.removal_owed, c.member_id IS NOT NULL AS confirmed,
          m.member_id IS NOT NULL AND coalesce(k.in_scope, true) AS wanted
        FROM connector.member_gap g
        LEFT JOIN connector.member_link c ON c.target_id = g.target_id
          AND c.group_id = g.group_id AND c.member_id = g.member_id
        LEFT JOIN connector.member m ON m.tenant = :tenant AND m.group_id = g.group_id
          AND m.member_id = g.member_id
        LEFT JOIN connector.lane_key k ON k.target_id = g.target_id AND k.resource_id = g.member_id
        WHERE g.target_id = :target AND g.group_id = ANY (:groups))
      SELECT group_id, count(*) FILTER (WHERE wanted AND (removal_owed OR NOT confirmed)) AS joins,
        count(*) FILTER (WHERE confirmed AND (removal_owed OR NOT wanted)) AS leaves
      FROM gap GROUP BY group_id
      """;

  /// Those that are confirmed and do not differ: where nothing is believed, they are sent again.
  static final String CONFIRMED =
      """
      SELECT c.group_id, count(*) AS joins, 0::bigint AS leaves
      FROM connector.member_link c
      JOIN connector.lane l ON l.target_id = c.target_id AND l.kind <> 'feed'
      WHERE :tenant = l.tenant AND c.target_id = :target AND c.group_id = ANY (:groups)
        AND NOT EXISTS (SELECT 1 FROM connector.member_gap g WHERE g.target_id = c.target_id
          AND g.group_id = c.group_id AND g.member_id = c.member_id)
      GROUP BY c.group_id
      """;

  /// All that there are.
  static final String PRESENT =
      """
      SELECT m.group_id, count(*) AS joins, 0::bigint AS leaves FROM connector.member m
      WHERE m.tenant = :tenant AND :target <> '' AND m.group_id = ANY (:groups)
      GROUP BY m.group_id
      """;

  private MembershipCountSql() {}
}
