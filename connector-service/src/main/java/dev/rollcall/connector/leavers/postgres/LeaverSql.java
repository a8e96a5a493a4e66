package dev.rollcall.connector.leavers.postgres;

import dev.rollcall.connector.database.OverdueLeaver;

/// The statements that read leavers.
final class LeaverSql {
  private static final String FOUND =
      """
      FROM connector.leaver n
      JOIN connector.lane l ON l.target_id = n.target_id AND l.tenant = n.tenant
        AND l.state <> 'removed'
      """;

  /// Also those of targets that were removed: nobody takes them out any more, and they are in.
  static final String LIST =
      """
      SELECT n.target_id, n.resource_id, n.cause, n.request_id, n.since, n.off_at, n.basis,
        l.state = 'removed' AS removed,
        extract(epoch FROM coalesce(n.off_at, now()) - n.since)::double precision AS seconds,
      """
          + OverdueLeaver.CONDITION
          + """
           AS overdue
          FROM connector.leaver n
          JOIN connector.lane l ON l.target_id = n.target_id AND l.tenant = n.tenant
          WHERE n.tenant = :tenant AND (:target = '' OR n.target_id = :target)
            AND (NOT :still OR n.off_at IS NULL)
            AND (NOT :overdue OR
          """
          + OverdueLeaver.CONDITION
          + """
            )
          ORDER BY (n.off_at IS NOT NULL), CASE WHEN n.off_at IS NULL THEN n.since END, n.off_at DESC,
            n.resource_id
          LIMIT :limit
          """;

  /// Nearest rank. Whoever is still in counts with the time so far, however long ago they left.
  static final String SPREADS =
      """
      WITH stays AS (
        SELECT n.target_id, n.off_at IS NULL AS still_in, coalesce(n.basis = 'read', false) AS read,
          extract(epoch FROM coalesce(n.off_at, now()) - n.since)::double precision AS seconds
      """
          + FOUND
          + """
          WHERE (:tenant = '' OR n.tenant = :tenant)
            AND (n.since >= now() - :window * interval '1 millisecond' OR n.off_at IS NULL)
            AND n.cause <> 'on_again' AND n.basis IS DISTINCT FROM 'known'),
          ranked AS (
            SELECT *, row_number() OVER (PARTITION BY target_id ORDER BY seconds) AS rank,
              count(*) OVER (PARTITION BY target_id) AS number
            FROM stays),
          picked AS (
            SELECT *, rank IN (greatest(1, (number * 50 + 99) / 100),
              greatest(1, (number * 90 + 99) / 100), greatest(1, (number * 99 + 99) / 100)) AS picked
            FROM ranked)
          SELECT target_id, count(*) AS leavers, count(*) FILTER (WHERE still_in) AS still_in,
            count(*) FILTER (WHERE read) AS read,
            array_agg(seconds ORDER BY rank) FILTER (WHERE picked) AS at_ranks,
            array_agg(rank ORDER BY rank) FILTER (WHERE picked) AS ranks,
            array_agg(still_in ORDER BY rank) FILTER (WHERE picked) AS open
          FROM picked GROUP BY target_id ORDER BY target_id
          """;

  static final String ALARM =
      """
      WITH late AS (
        SELECT n.target_id, n.resource_id, n.seq, n.again
      """
          + FOUND
          + """
              WHERE n.alarmed_at IS NULL AND
          """
          + OverdueLeaver.CONDITION
          + """
          ORDER BY n.since LIMIT :limit FOR UPDATE OF n SKIP LOCKED)
          UPDATE connector.leaver n SET alarmed_at = now() FROM late
          WHERE n.target_id = late.target_id AND n.resource_id = late.resource_id
            AND n.seq = late.seq AND n.again = late.again
          RETURNING n.target_id, n.resource_id, n.cause = 'on_again' AS again,
            extract(epoch FROM now() - n.since)::double precision AS seconds
          """;

  /// A target without any is told of as well, so that its gauge falls to zero.
  static final String LATE =
      """
      SELECT l.target_id, count(n.target_id) AS number
      FROM connector.lane l
      LEFT JOIN connector.leaver n ON n.target_id = l.target_id AND n.tenant = l.tenant AND
      """
          + OverdueLeaver.CONDITION
          + """
          WHERE l.state <> 'removed' GROUP BY l.target_id
          """;

  static final String FORGET =
      "DELETE FROM connector.leaver WHERE off_at < now() - :keep * interval '1 millisecond'";

  private LeaverSql() {}
}
