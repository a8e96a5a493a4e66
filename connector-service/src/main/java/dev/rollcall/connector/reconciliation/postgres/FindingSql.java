package dev.rollcall.connector.reconciliation.postgres;

/// The statements that compare what a target has shown with what we know. None has more rows than a
/// page in its parameters, and none is made for a row alone.
final class FindingSql {
  /// Keys of what is none of ours are made to take it away, and know nothing of it.
  private static final String OURS = " AND NOT starts_with(k.resource_id, 'extra:')";

  /// What a person has said stays as it is, stays.
  private static final String FREE = " AND NOT " + RepairSql.KEPT;

  private static final String SETTLED =
      "(k.state = 'done' AND (k.settled_at IS NULL OR k.settled_at < :since))";

  private static final String KNOWN =
      "SELECT k.resource_id, k.resource_type, k.generation, i.remote_id, "
          + SETTLED
          + " AS settled FROM connector.lane_key k";

  static final String NOW = "SELECT now() AS now";

  static final String OF_REMOTE =
      KNOWN
          + """
           JOIN connector.link i ON i.target_id = k.target_id AND i.resource_id = k.resource_id
          WHERE i.target_id = :target AND i.state = 'linked' AND i.remote_id = ANY (:remotes)
            AND k.resource_type = :type
          """
          + OURS;

  static final String UNSEEN =
      KNOWN
          + """
           LEFT JOIN connector.link i ON i.target_id = k.target_id AND i.resource_id = k.resource_id
            AND i.state = 'linked'
          LEFT JOIN connector.resource r ON r.tenant = k.tenant AND r.id = k.resource_id
          WHERE k.target_id = :target AND k.resource_type = ANY (:types) AND k.resource_id > :after
            AND CASE WHEN i.remote_id IS NULL THEN r.document IS NOT NULL
              ELSE NOT EXISTS (SELECT 1 FROM connector.reconciliation_seen s WHERE s.run_id = :run
                AND s.resource_type = k.resource_type AND s.remote_id = i.remote_id) END
          """
          + OURS
          + " ORDER BY k.resource_id LIMIT :limit";

  static final String COUNT_GROUPS =
      """
      SELECT count(*) AS number FROM connector.lane_key k
      JOIN connector.link i ON i.target_id = k.target_id AND i.resource_id = k.resource_id
        AND i.state = 'linked'
      JOIN connector.reconciliation_seen s ON s.run_id = :run AND s.resource_type = 'Group'
        AND s.remote_id = i.remote_id
      WHERE k.target_id = :target AND k.resource_type = 'Group'
      """
          + OURS
          + FREE;

  static final String GROUPS =
      KNOWN
          + """
           JOIN connector.link i ON i.target_id = k.target_id AND i.resource_id = k.resource_id
            AND i.state = 'linked'
          JOIN connector.reconciliation_seen s ON s.run_id = :run AND s.resource_type = 'Group'
            AND s.remote_id = i.remote_id
          WHERE k.target_id = :target AND k.resource_type = 'Group' AND k.resource_id > :after
          """
          + OURS
          + FREE
          + " ORDER BY k.resource_id LIMIT :limit";

  static final String SEE =
      """
      INSERT INTO connector.reconciliation_seen
        (run_id, resource_type, remote_id, reference, external_id, name, active)
      SELECT :run, :type, n.remote_id, n.reference, n.external_id, n.name, n.active::boolean
      FROM unnest(:remotes, :references, :externals, :names, :actives)
        AS n (remote_id, reference, external_id, name, active)
      ON CONFLICT DO NOTHING
      """;

  static final String AWAIT =
      """
      INSERT INTO connector.reconciliation_awaited (run_id, resource_type, name)
      SELECT DISTINCT :run, n.resource_type, lower(n.name)
      FROM unnest(:types, :names) AS n (resource_type, name)
      ON CONFLICT DO NOTHING
      """;

  /// What was raised since it was compared is under way, and no finding.
  static final String FIND =
      """
      INSERT INTO connector.reconciliation_finding
        (run_id, kind, resource_type, resource_id, key_id, remote_id, ours, name, active, changes)
      SELECT :run, n.kind, k.resource_type, n.id, n.id, n.remote_id, true,
        coalesce(r.document ->> 'userName', r.document ->> 'displayName'), n.active::boolean,
        n.changes::jsonb
      FROM unnest(:kinds, :ids, :generations, :remotes, :actives, :changes)
        AS n (kind, id, generation, remote_id, active, changes)
      JOIN connector.lane_key k ON k.target_id = :target AND k.resource_id = n.id
        AND k.generation = n.generation AND k.state = 'done'
      LEFT JOIN connector.resource r ON r.tenant = k.tenant AND r.id = k.resource_id
      ON CONFLICT DO NOTHING
      """;

  static final String SEE_MEMBERS =
      """
      INSERT INTO connector.reconciliation_member (run_id, group_id, reference)
      SELECT :run, :group, n.reference FROM unnest(:references) AS n (reference)
      ON CONFLICT DO NOTHING
      """;

  /// Memberships that are under way are no findings; nor is a membership of somebody whose account
  /// the target has not shown, for whatever reason: nobody knows who that is.
  static final String COMPARE_MEMBERS =
      """
      WITH k AS MATERIALIZED (SELECT k.resource_id, r.document ->> 'displayName' AS name
        FROM connector.lane_key k
        LEFT JOIN connector.resource r ON r.tenant = k.tenant AND r.id = k.resource_id
        WHERE k.target_id = :target AND k.resource_id = :group AND k.generation = :generation AND
      """
          + SETTLED
          + """
          ), wanted AS MATERIALIZED (
            SELECT m.member_id, i.remote_id, s.reference FROM connector.member m
            JOIN connector.link i ON i.target_id = :target AND i.resource_id = m.member_id
              AND i.state = 'linked'
            JOIN connector.lane_key n ON n.target_id = :target AND n.resource_id = m.member_id
              AND n.in_scope
            JOIN connector.reconciliation_seen s ON s.run_id = :run
              AND s.resource_type = m.member_type AND s.remote_id = i.remote_id
            WHERE m.tenant = :tenant AND m.group_id = :group
          ), shown AS MATERIALIZED (
            SELECT r.reference, s.remote_id, i.resource_id FROM connector.reconciliation_member r
            JOIN LATERAL (SELECT s.remote_id, s.resource_type
              FROM connector.reconciliation_seen s
              WHERE s.run_id = :run AND s.reference = r.reference
              ORDER BY s.resource_type DESC LIMIT 1) s ON true
            LEFT JOIN LATERAL (SELECT o.resource_id FROM connector.link o
              JOIN connector.lane_key n ON n.target_id = :target AND n.resource_id = o.resource_id
              WHERE o.target_id = :target AND o.remote_id = s.remote_id AND o.state = 'linked'
                AND n.resource_type = s.resource_type
                AND NOT starts_with(o.resource_id, 'extra:') LIMIT 1) i ON true
            WHERE r.run_id = :run AND r.group_id = :group
          ), differing AS (
            SELECT 'member_missing' AS kind, w.member_id, w.remote_id, true AS ours FROM wanted w
            WHERE NOT EXISTS (SELECT 1 FROM shown x WHERE x.reference = w.reference)
            UNION ALL
            SELECT 'member_extra', x.resource_id, x.remote_id, x.resource_id IS NOT NULL
            FROM shown x
            WHERE NOT EXISTS (SELECT 1 FROM wanted w WHERE w.reference = x.reference))
          INSERT INTO connector.reconciliation_finding (run_id, kind, resource_type, resource_id,
            key_id, remote_id, member_id, member_remote_id, ours, name, says)
          SELECT :run, d.kind, 'Group', :group, :group, :remote, d.member_id, d.remote_id, d.ours,
            k.name, CASE WHEN NOT d.ours THEN 'The member is no account of ours.' END
          FROM differing d, k
          WHERE NOT EXISTS (SELECT 1 FROM connector.member_gap g WHERE g.target_id = :target
            AND g.group_id = :group
            AND g.member_id = coalesce(d.member_id, 'extra:member:' || d.remote_id))
          ON CONFLICT DO NOTHING
          """;

  static final String FORGET_MEMBERS =
      "DELETE FROM connector.reconciliation_member WHERE run_id = :run AND group_id = :group";

  /// A resource of ours that is not linked and must be there takes over what bears its id or its
  /// name: that is missing, and not extra. So is one whose account has gone and come back under
  /// another id. An account that is off is as a removal would leave it, where that deactivates.
  static final String EXTRAS =
      """
      WITH intents AS MATERIALIZED (SELECT resource_id,
          lower(coalesce(shadow ->> 'userName', shadow ->> 'displayName')) AS name
        FROM connector.link WHERE target_id = :target AND state = 'intent'),
      strangers AS MATERIALIZED (SELECT s.* FROM connector.reconciliation_seen s
        WHERE s.run_id = :run
          AND NOT (:deactivates AND s.resource_type = 'User' AND s.active IS FALSE)
          AND NOT EXISTS (SELECT 1 FROM connector.link i
            JOIN connector.lane_key k ON k.target_id = i.target_id
              AND k.resource_id = i.resource_id
          WHERE i.target_id = :target AND i.remote_id = s.remote_id AND i.state = 'linked'
            AND k.resource_type = s.resource_type
            AND (NOT starts_with(i.resource_id, 'extra:') OR k.state <> 'done')))
      INSERT INTO connector.reconciliation_finding (run_id, kind, resource_type, resource_id, key_id,
        remote_id, ours, name, says)
      SELECT :run, 'extra', s.resource_type, k.resource_id,
        'extra:' || s.resource_type || ':' || s.remote_id, s.remote_id,
        k.resource_id IS NOT NULL, s.name,
        CASE WHEN l.resource_id IS NOT NULL THEN 'It bears the id of a resource of ours that has '
            || 'another account at the target.'
          WHEN k.resource_id IS NULL THEN 'We did not create it.' END
      FROM strangers s
      LEFT JOIN LATERAL (
          SELECT o.resource_id FROM connector.lane_key o WHERE o.target_id = :target
            AND o.resource_id = s.external_id AND o.resource_type = s.resource_type
        UNION ALL
          SELECT g.resource_id FROM connector.link g
          JOIN connector.lane_key o ON o.target_id = :target AND o.resource_id = g.resource_id
          WHERE g.target_id = :target AND g.remote_id = s.remote_id AND g.state = 'gone'
            AND o.resource_type = s.resource_type AND NOT starts_with(g.resource_id, 'extra:')
        LIMIT 1) o ON true
      LEFT JOIN connector.lane_key k ON k.target_id = :target AND k.resource_id = o.resource_id
        AND k.resource_type = s.resource_type
      LEFT JOIN connector.resource r ON r.tenant = k.tenant AND r.id = k.resource_id
      LEFT JOIN connector.link l ON l.target_id = :target AND l.resource_id = k.resource_id
        AND l.state = 'linked'
      WHERE (k.resource_id IS NULL OR
      """
          + SETTLED
          + """
          )
            AND NOT (k.resource_id IS NOT NULL AND r.document IS NOT NULL AND k.in_scope
              AND l.resource_id IS NULL)
            AND NOT EXISTS (SELECT 1 FROM connector.reconciliation_finding f WHERE f.run_id = :run
              AND f.kind = 'missing' AND f.resource_id = k.resource_id)
            AND NOT EXISTS (SELECT 1 FROM intents n
              WHERE n.resource_id = s.external_id OR n.name = lower(s.name))
            AND NOT EXISTS (SELECT 1 FROM connector.reconciliation_awaited c WHERE c.run_id = :run
              AND c.resource_type = s.resource_type AND c.name = lower(s.name))
          ON CONFLICT DO NOTHING
          """;

  /// Accounts of people that are on and must be off, or be gone, as the run has seen them. One who
  /// has another account that we look after is no leaver.
  private static final String ON =
      """
      WITH seen_on AS (
        SELECT DISTINCT f.resource_id FROM connector.reconciliation_finding f
        LEFT JOIN connector.reconciliation_seen s ON s.run_id = f.run_id
          AND s.resource_type = f.resource_type AND s.remote_id = f.remote_id
        WHERE f.run_id = :run AND f.ours AND f.resource_type = 'User' AND f.resource_id IS NOT NULL
          AND (f.kind = 'drift' AND f.active
            OR f.kind = 'extra' AND s.active IS NOT FALSE
              AND NOT EXISTS (SELECT 1 FROM connector.link l WHERE l.target_id = :target
                AND l.resource_id = f.resource_id AND l.state = 'linked'
                AND l.remote_id <> f.remote_id)))
      """;

  /// Whoever is known to be in has a clock already.
  static final String ON_AGAIN =
      ON
          + """
          INSERT INTO connector.leaver (target_id, resource_id, seq, again, tenant, cause, since)
          SELECT k.target_id, k.resource_id, k.desired_seq,
            (SELECT coalesce(max(o.again), 0) + 1 FROM connector.leaver o
              WHERE o.target_id = k.target_id AND o.resource_id = k.resource_id
                AND o.seq = k.desired_seq),
            k.tenant, 'on_again', now()
          FROM seen_on JOIN connector.lane_key k ON k.target_id = :target
            AND k.resource_id = seen_on.resource_id
          WHERE NOT EXISTS (SELECT 1 FROM connector.leaver o WHERE o.target_id = k.target_id
            AND o.resource_id = k.resource_id AND o.off_at IS NULL)
          """;

  /// What is under way was not compared.
  static final String OFF_AGAIN =
      ON
          + """
          UPDATE connector.leaver n SET off_at = now(), basis = 'read'
          FROM connector.reconciliation r, connector.lane_key k
          WHERE r.id = :run AND n.target_id = :target AND n.cause = 'on_again' AND n.off_at IS NULL
            AND n.since < r.begun_at AND k.target_id = n.target_id
            AND k.resource_id = n.resource_id AND k.state = 'done'
            AND (k.settled_at IS NULL OR k.settled_at < r.begun_at)
            AND NOT EXISTS (SELECT 1 FROM seen_on WHERE seen_on.resource_id = n.resource_id)
          """;

  private FindingSql() {}
}
