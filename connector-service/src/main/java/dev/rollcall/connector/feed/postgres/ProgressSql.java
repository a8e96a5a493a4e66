package dev.rollcall.connector.feed.postgres;

/// The statements on how far consumers are.
final class ProgressSql {
  static final String ACKNOWLEDGE =
      """
      UPDATE connector.feed SET acknowledged_at = now(),
        acknowledged = greatest(acknowledged, least(:position, head))
      WHERE target_id = :target RETURNING head, acknowledged, pruned
      """;

  static final String SEEK =
      """
      UPDATE connector.feed SET acknowledged_at = now(), acknowledged = :position
      WHERE target_id = :target AND :position BETWEEN pruned AND head
      RETURNING head, acknowledged, pruned
      """;

  /// Whoever left is out when the consumer has acknowledged that they did: all that was decided of
  /// them by then is told, and nothing that was told is not acknowledged. That they came back since
  /// changes nothing of it.
  private static final String OUT =
      """
      UPDATE connector.leaver n SET off_at = now(), basis = 'answer'
      FROM connector.feed f, connector.lane_key k
      WHERE n.target_id = f.target_id AND n.off_at IS NULL
        AND k.target_id = n.target_id AND k.resource_id = n.resource_id AND n.seq <= k.applied_seq
        AND NOT EXISTS (SELECT 1 FROM connector.feed_entry e
          WHERE e.target_id = n.target_id AND e.resource_id = n.resource_id
            AND e.position > f.acknowledged)
        AND NOT EXISTS (SELECT 1 FROM connector.barrier b WHERE b.target_id = n.target_id
          AND b.resource_id = n.resource_id AND b.seq <= n.seq)
        AND (n.cause <> 'out_of_scope' OR NOT EXISTS (SELECT 1 FROM connector.feed_resource r
          WHERE r.target_id = n.target_id AND r.resource_id = n.resource_id AND r.active))
      """;

  static final String ALL_OUT = OUT;
  static final String OUT_OF_ONE = OUT + " AND f.target_id = :target";

  /// What need not be kept is what is acknowledged and either old or too much. At a target that was
  /// removed nobody acknowledges any more, and what is old goes.
  private static final String KEPT =
      """
      WITH kept AS (
        SELECT f.target_id, f.pruned, now() - f.keep_millis * interval '1 millisecond' AS since,
          CASE WHEN l.target_id IS NULL THEN f.head ELSE f.acknowledged END AS free,
          CASE WHEN l.target_id IS NULL THEN 0 ELSE f.head - f.keep_entries END AS too_much
        FROM connector.feed f LEFT JOIN connector.lane l ON l.target_id = f.target_id
          AND l.state <> 'removed'
      """;

  /// The feeds whose first entry need not be kept. No row is locked.
  static final String PRUNABLE =
      KEPT
          + """
          )
          SELECT k.target_id FROM kept k WHERE k.pruned < k.free AND (k.pruned < k.too_much
            OR EXISTS (SELECT 1 FROM connector.feed_entry e WHERE e.target_id = k.target_id
              AND e.position = k.pruned + 1 AND e.appended_at < k.since))
          ORDER BY k.target_id
          """;

  /// A batch of one feed, from its beginning on. One that somebody appends to at this moment has
  /// its turn later.
  static final String PRUNE =
      KEPT
          + """
          WHERE f.target_id = :target FOR UPDATE OF f SKIP LOCKED),
          due AS (
            SELECT k.target_id, k.pruned, least(k.free, k.pruned + :batch,
              greatest(k.too_much, (SELECT max(e.position) FROM connector.feed_entry e
                WHERE e.target_id = k.target_id AND e.position > k.pruned
                  AND e.position <= k.pruned + :batch AND e.appended_at < k.since))) AS upto
            FROM kept k),
          gone AS (
            DELETE FROM connector.feed_entry e USING due d
            WHERE e.target_id = d.target_id AND e.position > d.pruned AND e.position <= d.upto)
          UPDATE connector.feed f SET pruned = d.upto, acknowledged = greatest(f.acknowledged, d.upto)
          FROM due d WHERE f.target_id = d.target_id AND d.upto > f.pruned
          """;

  private static final String LAG =
      """
      SELECT f.target_id, f.head, f.acknowledged, f.pruned, f.acknowledged_at, (
          SELECT e.appended_at FROM connector.feed_entry e
          WHERE e.target_id = f.target_id AND e.position = f.acknowledged + 1) AS oldest_at
      FROM connector.feed f JOIN connector.lane l ON l.target_id = f.target_id
        AND l.kind = 'feed' AND l.state <> 'removed'
      """;

  static final String LAGS = LAG + " ORDER BY f.target_id";
  static final String LAG_OF_ONE = LAG + " WHERE f.target_id = :target AND f.tenant = :tenant";

  static final String IS_ACKNOWLEDGED =
      """
      SELECT NOT EXISTS (SELECT 1 FROM connector.feed_entry e WHERE e.target_id = f.target_id
          AND e.resource_id = :resource AND e.position > f.acknowledged) AS acknowledged
      FROM connector.feed f JOIN connector.lane l ON l.target_id = f.target_id
        AND l.kind = 'feed' AND l.state <> 'removed'
      WHERE f.target_id = :target AND f.tenant = :tenant
      """;

  private ProgressSql() {}
}
