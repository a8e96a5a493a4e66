package dev.rollcall.connector.delivery.postgres;

/// The statements that store what came of many keys of a lane at once.
final class PlainSql {
  /// Looked up one by one by their keys, however the planner guesses. Whose key somebody else has
  /// locked is left out: else one key would keep all others waiting, and might do so in a circle.
  private static final String MINE =
      """
      mine AS (
        SELECT n.lease, k.present FROM n CROSS JOIN LATERAL (
          SELECT l.generation AS present FROM connector.lane_key l
          WHERE l.target_id = :target AND l.resource_id = n.resource AND l.worker = n.lease
          %s) k
        WHERE EXISTS (SELECT 1 FROM connector.lane l
          WHERE l.target_id = :target AND l.fingerprint = n.configured))
      """;

  private static final String OF_MINE =
      """
       FROM n JOIN mine ON mine.lease = n.lease
      WHERE lane_key.target_id = :target AND lane_key.resource_id = n.resource
      """;

  static final String SETTLE =
      """
      WITH n AS (
        SELECT * FROM unnest(:resources, :leases, :fingerprints, :generations, :seqs, :going_on,
          :remotes, :etags, :shadows)
          AS n (resource, lease, configured, taken, asked, goes_on, remote, etag, known)),
      """
          + MINE.formatted("FOR UPDATE SKIP LOCKED")
          + ", renewed AS (UPDATE connector.lane_key SET "
          + SettleSql.RENEWED
          + OF_MINE
          + " AND n.goes_on RETURNING n.lease, lane_key.state)"
          + ", applied AS (UPDATE connector.lane_key SET "
          + SettleSql.applied("n.taken", "n.asked")
          + OF_MINE
          + " AND NOT n.goes_on RETURNING n.lease, lane_key.state)"
          + """
          , linked AS (
            INSERT INTO connector.link AS i
              (target_id, resource_id, remote_id, remote_etag, applied_seq, shadow, state, unsure)
            SELECT :target, n.resource, n.remote, nullif(n.etag, ''), n.asked, n.known::jsonb,
              'linked', mine.present <> n.taken
            FROM n JOIN mine ON mine.lease = n.lease WHERE n.remote <> ''
            ORDER BY n.resource
            ON CONFLICT (target_id, resource_id) DO UPDATE SET remote_id = excluded.remote_id,
              remote_etag = excluded.remote_etag, applied_seq = excluded.applied_seq,
              shadow = excluded.shadow, state = 'linked', unsure = i.unsure AND excluded.unsure)
          SELECT lease, state, coalesce((
          """
          + RateSql.PAUSE
          + "), 0) AS pause FROM (SELECT * FROM renewed UNION ALL SELECT * FROM applied) AS settled";

  static final String INTEND =
      """
      WITH n AS (
        SELECT * FROM unnest(:resources, :leases, :fingerprints, :shadows)
          AS n (resource, lease, configured, shape)),
      """
          + MINE.formatted("OFFSET 0")
          + """
          , intended AS (
            INSERT INTO connector.link (target_id, resource_id, shadow, state)
            SELECT :target, n.resource, n.shape::jsonb, 'intent'
            FROM n JOIN mine ON mine.lease = n.lease ORDER BY n.resource
          """
          + SettleSql.INTENDED
          + " RETURNING resource_id)"
          + " SELECT mine.lease FROM mine JOIN n ON n.lease = mine.lease JOIN intended"
          + " ON intended.resource_id = n.resource";

  private PlainSql() {}
}
