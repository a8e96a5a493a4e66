package dev.rollcall.connector.delivery.postgres;

/// The statements on the rates of targets.
final class RateSql {
  static final String OPEN =
      """
      INSERT INTO connector.lane_rate (target_id, class, next_at)
      SELECT :target, c.class, now() FROM unnest(:classes) AS c (class) ORDER BY c.class
      ON CONFLICT (target_id, class) DO NOTHING
      """;

  /// The next free times of all classes at once: as many as every one of them can give before the
  /// horizon. The rows are locked in one order, so that two instances cannot wait for each other.
  static final String TAKE =
      """
      WITH asked AS (
        SELECT a.class, a.every, a.at_once
        FROM unnest(:classes, :everies, :at_once) AS a (class, every, at_once)),
      held AS (
        SELECT r.class, a.every,
          greatest(r.next_at, now() - (a.at_once - 1) * a.every * interval '1 millisecond') AS start
        FROM connector.lane_rate r JOIN asked a ON a.class = r.class
        WHERE r.target_id = :target ORDER BY r.class FOR UPDATE OF r),
      granted AS (
        SELECT greatest(0, least(:wanted, min(floor(extract(epoch FROM
          now() + :horizon * interval '1 millisecond' - h.start)::float8 * 1000 / h.every) + 1)))
          ::bigint AS n
        FROM held h),
      spent AS (
        UPDATE connector.lane_rate r SET next_at = h.start + g.n * h.every * interval '1 millisecond'
        FROM held h, granted g WHERE r.target_id = :target AND r.class = h.class)
      SELECT h.every, extract(epoch FROM h.start - now())::float8 * 1000 AS first_in, g.n
      FROM held h, granted g
      """;

  private static final String LEFT =
      "greatest(extract(epoch FROM not_before - now()), 0)::float8 * 1000";

  private static final String OF_LANE = " FROM connector.lane WHERE target_id = :target";

  static final String PAUSE = "SELECT " + LEFT + " AS pause, pause_lifted_at" + OF_LANE;

  /// The pause as a column of other statements; 0 where there is no such lane.
  static final String PAUSE_COLUMN = "coalesce((SELECT " + LEFT + OF_LANE + "), 0) AS pause";

  static final String PUT_OFF =
      LaneHealthSql.pauseUntil("now() + :wait * interval '1 millisecond'");

  /// Counts members where there is room for them, and says otherwise how long it is until enough of
  /// what was counted has run out. One worker at a time has a group. What has run out is taken away
  /// as it goes, whichever group it is of.
  static final String CHANGE =
      """
      WITH counted AS (
        SELECT at, sum(members) OVER (ORDER BY at) AS up_to, sum(members) OVER () AS total
        FROM connector.lane_change
        WHERE target_id = :target AND class = :class AND group_id = :group
          AND at > now() - :window * interval '1 millisecond'),
      room AS (
        SELECT coalesce(max(total), 0) + :members <= :permits AS is_there FROM counted),
      taken AS (
        INSERT INTO connector.lane_change AS c (target_id, class, group_id, at, members)
        SELECT :target, :class, :group, now(), :members FROM room WHERE is_there
        ON CONFLICT (target_id, class, group_id, at)
          DO UPDATE SET members = c.members + excluded.members),
      gone AS (
        DELETE FROM connector.lane_change WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM connector.lane_change WHERE target_id = :target AND class = :class
            AND at <= now() - :window * interval '1 millisecond' ORDER BY at LIMIT 100)))
      SELECT CASE WHEN is_there THEN 0 ELSE (
          SELECT extract(epoch FROM min(at) - now())::float8 * 1000 + :window FROM counted
          WHERE total - up_to + :members <= :permits) END AS wait
      FROM room
      """;

  static final String TAUGHT =
      """
      SELECT limit_per_second, calls_to_probe, taught_at,
        extract(epoch FROM now() - taught_at)::float8 * 1000 AS age
      FROM connector.lane_rate
      WHERE target_id = :target AND class = :class AND taught_at IS NOT NULL
      """;

  static final String TEACH =
      """
      INSERT INTO connector.lane_rate AS r
        (target_id, class, next_at, limit_per_second, calls_to_probe, taught_at)
      VALUES (:target, :class, now(), :limit, :calls, now())
      ON CONFLICT (target_id, class) DO UPDATE SET limit_per_second = excluded.limit_per_second,
        calls_to_probe = excluded.calls_to_probe, taught_at = excluded.taught_at
      WHERE r.taught_at IS NOT DISTINCT FROM :known
      """;

  private RateSql() {}
}
