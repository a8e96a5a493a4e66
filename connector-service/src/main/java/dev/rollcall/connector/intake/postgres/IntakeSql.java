package dev.rollcall.connector.intake.postgres;

import dev.rollcall.connector.database.KeyDueAgain;
import dev.rollcall.connector.database.KeysInOrder;

/// The statements of intake. Each takes its rows as arrays, one a column.
final class IntakeSql {
  static final String SHARE_FILL_LOCK =
      "SELECT pg_advisory_xact_lock_shared(hashtext('connector.fill'))";

  static final String RESOURCES =
      """
      INSERT INTO connector.resource AS r (tenant, id, type, version, document, last_seq, recorded_at)
      SELECT tenant, id, type, version, document::jsonb, seq, recorded_at::timestamptz
      FROM unnest(?, ?, ?, ?, ?, ?, ?) AS n (tenant, id, type, version, document, seq, recorded_at)
      ON CONFLICT (tenant, id) DO UPDATE SET version = excluded.version,
        document = excluded.document, last_seq = excluded.last_seq, recorded_at = excluded.recorded_at
      """;

  static final String TOUCHED =
      """
      UPDATE connector.resource r SET version = n.version, last_seq = n.seq
      FROM unnest(?, ?, ?, ?) AS n (tenant, id, version, seq)
      WHERE r.tenant = n.tenant AND r.id = n.id
      """;

  static final String JOINED =
      """
      INSERT INTO connector.member AS m (tenant, group_id, member_id, member_type, from_seq)
      SELECT * FROM unnest(?, ?, ?, ?, ?)
      ON CONFLICT (tenant, group_id, member_id) DO UPDATE SET from_seq = excluded.from_seq,
        member_type = excluded.member_type
      """;

  static final String LEFT =
      """
      DELETE FROM connector.member m USING unnest(?, ?, ?) AS n (tenant, group_id, member_id)
      WHERE m.tenant = n.tenant AND m.group_id = n.group_id AND m.member_id = n.member_id
      """;

  private static final String LOOK_AGAIN =
      KeysInOrder.among(
              ", n.seq, n.priority",
              "JOIN n ON n.target_id = k.target_id AND n.member_id = k.resource_id",
              "true")
          + "UPDATE connector.lane_key k SET "
          + KeyDueAgain.SET
          + """
            desired_seq = greatest(k.desired_seq, keys.seq),
            priority = least(k.priority, keys.priority),
            state = CASE WHEN k.state IN ('working', 'failing') THEN k.state ELSE 'waiting' END,
            due_at = CASE WHEN k.state = 'failing' AND keys.priority > 0 THEN k.due_at
              ELSE now() END,
            waiting_since = coalesce(k.waiting_since, now())
          """
          + KeysInOrder.THEM;

  private static final String BY_KEY =
      """
       JOIN connector.lane l ON l.tenant = n.tenant AND n.group_id = ANY (l.scope_groups)
        GROUP BY l.target_id, n.member_id),
      """;

  /// Who joins or leaves a group that a target's scope names may belong there or not any more.
  static final String RESCOPED =
      """
      WITH n AS (SELECT l.target_id, n.member_id, max(n.seq) AS seq, min(n.priority) AS priority
        FROM unnest(?, ?, ?, ?, ?) AS n (tenant, group_id, member_id, seq, priority)
      """
          + BY_KEY
          + LOOK_AGAIN;

  /// The same for the members of groups that are about to go.
  static final String RESCOPED_BY_DELETION =
      """
      WITH n AS (SELECT l.target_id, n.member_id, 0::bigint AS seq, 0 AS priority
        FROM (SELECT m.tenant, m.group_id, m.member_id FROM unnest(?, ?) AS d (tenant, id)
          JOIN connector.member m ON m.tenant = d.tenant AND m.group_id = d.id) AS n
      """
          + BY_KEY
          + LOOK_AGAIN;

  static final String DELETED_GROUPS =
      """
      DELETE FROM connector.member m USING unnest(?, ?) AS n (tenant, id)
      WHERE m.tenant = n.tenant AND m.group_id = n.id
      """;

  static final String DELETED_MEMBERS =
      """
      DELETE FROM connector.member m USING unnest(?, ?) AS n (tenant, id)
      WHERE m.tenant = n.tenant AND m.member_id = n.id
      """;

  static final String GAPS =
      """
      INSERT INTO connector.member_gap AS g (target_id, group_id, member_id, seq, removal_owed)
      SELECT l.target_id, n.group_id, n.member_id, n.seq, n.removal_owed
      FROM unnest(?, ?, ?, ?, ?) AS n (tenant, group_id, member_id, seq, removal_owed)
      JOIN connector.lane l ON l.tenant = n.tenant AND l.delivery = 'state' AND l.state <> 'removed'
      ON CONFLICT (target_id, group_id, member_id) DO UPDATE
      SET seq = excluded.seq, removal_owed = g.removal_owed OR excluded.removal_owed, refused = false,
        revision = nextval('connector.gap_revision')
      """;

  static final String BARRIERS =
      """
      INSERT INTO connector.barrier (target_id, resource_id, seq, ordinal, kind)
      SELECT l.target_id, n.id, n.seq, n.ordinal, n.kind
      FROM unnest(?, ?, ?, ?, ?) AS n (tenant, id, seq, ordinal, kind)
      JOIN connector.lane l ON l.tenant = n.tenant AND l.delivery = 'state' AND l.state <> 'removed'
      ON CONFLICT DO NOTHING
      """;

  /// A receiver that wants no more gets no backlog: it is told of the present state when it is
  /// switched on again.
  static final String EVENTS =
      """
      INSERT INTO connector.outbox
        (target_id, resource_id, seq, ordinal, event_id, recorded_at, request_id, fact)
      SELECT l.target_id, n.id, n.seq, n.ordinal, n.event_id, n.recorded_at::timestamptz, n.request_id,
        n.fact::json
      FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
        AS n (tenant, id, seq, ordinal, event_id, recorded_at, request_id, fact)
      JOIN connector.lane l ON l.tenant = n.tenant AND l.delivery = 'strict'
        AND l.state NOT IN ('removed', 'disabled')
      ON CONFLICT DO NOTHING
      """;

  /// A key in work keeps its state, and its worker sees by the generation that there is more. A
  /// failing key keeps its schedule, except that a leaver is tried at once. A parked key is tried
  /// once more, because what was refused is not what is asked now, and has the whole schedule
  /// before it. Who leaves by the directory is held back by no act of before.
  static final String RAISES =
      """
      INSERT INTO connector.lane_key AS k (target_id, resource_id, resource_type, tenant, desired_seq,
        state, priority, due_at, waiting_since, request_ids)
      SELECT l.target_id, n.id, n.type, n.tenant, n.seq, 'waiting', n.priority, now(),
        n.since::timestamptz, string_to_array(n.requests, ',')
      FROM unnest(?, ?, ?, ?, ?, ?, ?) AS n (tenant, id, type, seq, priority, since, requests)
      JOIN connector.lane l ON l.tenant = n.tenant AND l.state <> 'removed'
      ORDER BY l.target_id, n.id
      ON CONFLICT (target_id, resource_id) DO UPDATE SET
      """
          + KeyDueAgain.SET
          + """
            desired_seq = greatest(k.desired_seq, excluded.desired_seq),
            priority = CASE WHEN k.state = 'done' THEN excluded.priority
              ELSE least(k.priority, excluded.priority) END,
            hold_id = CASE WHEN excluded.priority = 0 AND k.resource_type = 'User' THEN NULL
              ELSE k.hold_id END,
            state = CASE WHEN k.state IN ('working', 'failing') THEN k.state ELSE 'waiting' END,
            due_at = CASE WHEN k.state = 'failing' AND excluded.priority > 0 THEN k.due_at ELSE now() END,
            waiting_since = coalesce(k.waiting_since, excluded.waiting_since),
            request_ids = CASE WHEN k.state = 'done' THEN excluded.request_ids
              ELSE (k.request_ids || excluded.request_ids)
                [greatest(1, cardinality(k.request_ids) + cardinality(excluded.request_ids) - 19) : ] END
          """;

  static final String RESERVED =
      """
      INSERT INTO connector.reserved_resource AS r
        (tenant, type, name, version, document, seq, recorded_at, request_id)
      SELECT tenant, type, name, version, document::jsonb, seq, recorded_at::timestamptz, request_id
      FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
        AS n (tenant, type, name, version, document, seq, recorded_at, request_id)
      ON CONFLICT (type, tenant, name) DO UPDATE SET version = excluded.version,
        document = excluded.document, seq = excluded.seq, recorded_at = excluded.recorded_at,
        request_id = excluded.request_id
      """;

  private IntakeSql() {}
}
