package dev.rollcall.connector.delivery.postgres;

/// The statements that store what came of many keys of a lane at once.
final class PlainSql {
  /// Looked up one by one by their keys, however the planner guesses. Whose key somebody else has
  /// locked is left out: else one key would keep all others waiting, and might do so in a circle.
  private static final String MINE =
      """
      mine AS (
        SELECT n.*, k.present FROM n CROSS JOIN LATERAL (
          SELECT l.generation AS present FROM connector.lane_key l
          WHERE l.target_id = :target AND l.resource_id = n.resource AND l.worker = n.lease
          %s) k
        WHERE EXISTS (SELECT 1 FROM connector.lane l
          WHERE l.target_id = :target AND l.fingerprint = n.configured))
      """;

  private static final String OF_MINE =
      """
       FROM mine WHERE lane_key.target_id = :target AND lane_key.resource_id = mine.resource
      """;

  static final String SETTLE =
      """
      WITH n AS (
        SELECT * FROM unnest(:resources, :leases, :fingerprints, :generations, :seqs, :going_on,
          :remotes, :etags, :shadows)
          AS n (resource, lease, configured, taken, asked, goes_on, remote, etag, known)),
      """
          + MINE.formatted("FOR UPDATE SKIP LOCKED")
          + ", renewed AS ("
          + SettleSql.SET_KEY
          + SettleSql.RENEWED
          + OF_MINE
          + " AND mine.goes_on RETURNING mine.lease, lane_key.state)"
          + ", applied AS ("
          + SettleSql.SET_KEY
          + SettleSql.applied("mine.taken", "mine.asked")
          + OF_MINE
          + " AND NOT mine.goes_on RETURNING mine.lease, lane_key.state)"
          + """
          , linked AS (
            INSERT INTO connector.link AS i
              (target_id, resource_id, remote_id, remote_etag, applied_seq, shadow, state, unsure)
            SELECT :target, resource, remote, nullif(etag, ''), asked, known::jsonb, 'linked',
              present <> taken
            FROM mine WHERE remote <> '' ORDER BY resource
          """
          + SettleSql.LINKED
          + " excluded.unsure) SELECT lease, state, "
          + RateSql.PAUSE_COLUMN
          + " FROM (SELECT * FROM renewed UNION ALL SELECT * FROM applied) AS settled";

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
            SELECT :target, resource, shape::jsonb, 'intent' FROM mine ORDER BY resource
          """
          + SettleSql.INTENDED
          + " RETURNING resource_id)"
          + " SELECT lease FROM mine JOIN intended ON intended.resource_id = mine.resource";

  private PlainSql() {}
}
