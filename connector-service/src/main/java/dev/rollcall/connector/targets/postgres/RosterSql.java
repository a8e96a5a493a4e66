package dev.rollcall.connector.targets.postgres;

import dev.rollcall.connector.database.KeyDueAgain;
import dev.rollcall.connector.database.KeysInOrder;

/// The statements that configure lanes.
final class RosterSql {
  /// A fill makes most of these rows at once. Until the planner knows of them, each look for what
  /// is due would read all of a lane.
  static final String LEARN = "ANALYZE connector.lane_key, connector.member_gap, connector.outbox";

  /// Intake holds the shared form of it while it writes.
  static final String FILL_LOCK = "SELECT pg_advisory_xact_lock(hashtext('connector.fill'))";

  private static final String UPDATE = "UPDATE connector.lane_key k SET ";

  private static final String RAISED =
      "CASE WHEN k.state = 'working' THEN k.state ELSE 'waiting' END";

  /// The lanes of recorded targets have an `@` in their names.
  static final String REMOVE_OTHERS =
      """
      UPDATE connector.lane SET state = 'removed'
      WHERE target_id <> ALL (?) AND state <> 'removed' AND (? OR position('@' IN target_id) > 0)
      """;

  static final String FAULTS =
      """
      UPDATE connector.lane l SET fault = said.fault
      FROM (SELECT k.target_id, n.fault FROM connector.lane k
        LEFT JOIN unnest(?, ?) AS n (target_id, fault) ON n.target_id = k.target_id) AS said
      WHERE l.target_id = said.target_id AND l.fault IS DISTINCT FROM said.fault
      """;

  static final String KNOWN =
      "SELECT state, fingerprint, tenant, kind, shaping FROM connector.lane WHERE target_id = ?";

  /// What was said to somebody else under this name must not be taken up again.
  static final String FORGET =
      KeysInOrder.locked("k.target_id = ?")
          + """
          , gone AS (DELETE FROM connector.lane_key k USING keys
              WHERE k.target_id = keys.target_id AND k.resource_id = keys.resource_id),
            links AS (DELETE FROM connector.link WHERE target_id = ?),
            members AS (DELETE FROM connector.member_link WHERE target_id = ?),
            gaps AS (DELETE FROM connector.member_gap WHERE target_id = ?),
            barriers AS (DELETE FROM connector.barrier WHERE target_id = ?),
            leavers AS (DELETE FROM connector.leaver WHERE target_id = ?),
            acts AS (UPDATE connector.act SET state = 'cancelled', ended_at = now(),
              says = 'The target is another one now.'
              WHERE target_id = ? AND state IN ('queued', 'running')),
            holds AS (DELETE FROM connector.hold WHERE target_id = ?),
            replays AS (DELETE FROM connector.replay WHERE target_id = ?),
            reconciliations AS (DELETE FROM connector.reconciliation WHERE target_id = ?),
            rates AS (DELETE FROM connector.lane_rate WHERE target_id = ?),
            changes AS (DELETE FROM connector.lane_change WHERE target_id = ?),
            pauses AS (DELETE FROM connector.lone_pause WHERE target_id = ?),
            feeds AS (DELETE FROM connector.feed WHERE target_id = ?)
          DELETE FROM connector.outbox WHERE target_id = ?
          """;

  /// A feed that is there goes on. One that begins does so at a position that none of this name has
  /// had: whoever still follows its predecessor, perhaps another tenant's, is told that it is gone.
  /// The secret is random, from 244 bits.
  static final String FEEDS =
      """
      INSERT INTO connector.feed (target_id, tenant, secret, head, acknowledged, pruned)
      SELECT l.target_id, l.tenant,
        decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
        start.at, start.at, start.at
      FROM connector.lane l,
        (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS at) AS start
      WHERE l.kind = 'feed' AND l.state <> 'removed'
      ON CONFLICT (target_id) DO NOTHING
      """;

  static final String UPSERT =
      """
      INSERT INTO connector.lane
        (target_id, tenant, kind, delivery, fingerprint, state, shaping, scope_groups, mass_percent,
          mass_people)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (target_id) DO UPDATE SET tenant = excluded.tenant, kind = excluded.kind,
        delivery = excluded.delivery, fingerprint = excluded.fingerprint, state = excluded.state,
        shaping = excluded.shaping, scope_groups = excluded.scope_groups,
        mass_percent = excluded.mass_percent, mass_people = excluded.mass_people,
        breaker_state = 'closed', open_until = NULL, openings = 0, failures = 0,
        failing_since = NULL, not_before = NULL,
        stood_still_until = CASE WHEN lane.stood_still_until > now() THEN now()
          ELSE lane.stood_still_until END
      """;

  /// A new address or token may heal what failed and what was parked.
  static final String TRY_AGAIN =
      KeysInOrder.locked(
              "k.target_id = ? AND k.state IN ('failing', 'parked', 'waiting', 'working')")
          + UPDATE
          + KeyDueAgain.SET
          + "due_at = now(), state = "
          + RAISED
          + KeysInOrder.THEM;

  /// Scope or mapping changed: whatever differs by it is sent, and nothing else, since each key is
  /// compared with what the target confirmed. What waits or was rejected and is not by scope or
  /// mapping stays with its act: the new one would not count it.
  static final String LOOK_AGAIN =
      KeysInOrder.locked("k.target_id = ?")
          + UPDATE
          + KeyDueAgain.SET
          + "due_at = now(), state = "
          + RAISED
          + """
            , waiting_since = coalesce(k.waiting_since, now()),
            hold_id = CASE WHEN EXISTS (SELECT 1 FROM connector.hold h WHERE h.id = k.hold_id
                AND h.whole AND (h.state = 'rejected' OR h.act = 'directory' AND h.state = 'held'))
                THEN k.hold_id
              ELSE nullif(?, '') END
          """
          + KeysInOrder.THEM;

  /// What waits for a person by an act of before is part of the new one, which is weighed anew; of
  /// a question that nothing waits for nothing is. A replay has nothing left to do: every resource
  /// is looked at.
  static final String OVERTAKE =
      """
      WITH replays AS (UPDATE connector.replay SET state = 'cancelled', ended_at = now()
        WHERE target_id = ? AND state IN ('beginning', 'running', 'paused'))
      UPDATE connector.hold SET state = 'overtaken', decided_at = now()
      WHERE target_id = ? AND state IN ('weighing', 'held') AND (act <> 'directory' OR NOT whole)
      RETURNING whole AND (act <> 'repair' OR EXISTS (SELECT 1 FROM connector.lane_key k
        WHERE k.target_id = hold.target_id AND k.hold_id = hold.id))
      """;

  static final String HOLD =
      """
      INSERT INTO connector.hold (id, target_id, tenant, act, whole, state)
      VALUES (?, ?, ?, ?, ?, 'weighing')
      """;

  /// A target that comes back may have much to take away that happened meanwhile.
  static final String HOLD_LINKED =
      KeysInOrder.locked(
              """
              k.target_id = ? AND EXISTS (SELECT 1 FROM connector.link i
                WHERE i.target_id = k.target_id AND i.resource_id = k.resource_id
                  AND i.state = 'linked')
              """)
          + UPDATE
          + "hold_id = ?"
          + KeysInOrder.THEM;

  /// A target that is new has nothing that could be taken away.
  static final String DROP_EMPTY_HOLD =
      """
      DELETE FROM connector.hold WHERE id = ?
        AND NOT EXISTS (SELECT 1 FROM connector.lane_key WHERE hold_id = ?)
      """;

  static final String STRANGERS =
      """
      SELECT n.target_id, n.group_id
      FROM unnest(?, ?, ?, ?) AS n (target_id, tenant, shaping, group_id)
      WHERE NOT EXISTS (SELECT 1 FROM connector.lane l WHERE l.target_id = n.target_id
          AND l.state <> 'removed' AND l.tenant = n.tenant AND l.shaping = n.shaping)
        AND NOT EXISTS (SELECT 1 FROM connector.resource r WHERE r.tenant = n.tenant
          AND r.id = n.group_id AND r.type = 'Group' AND r.document IS NOT NULL)
      ORDER BY n.target_id, n.group_id
      """;

  static final String FILL_GAPS =
      """
      INSERT INTO connector.member_gap AS g (target_id, group_id, member_id, seq, removal_owed)
      SELECT l.target_id, m.group_id, m.member_id, m.from_seq, false
      FROM connector.lane l JOIN connector.member m ON m.tenant = l.tenant
      WHERE l.target_id = ?
      UNION
      SELECT c.target_id, c.group_id, c.member_id, 0, true
      FROM connector.lane l JOIN connector.member_link c ON c.target_id = l.target_id
      WHERE l.target_id = ? AND NOT EXISTS (SELECT 1 FROM connector.member m
        WHERE m.tenant = l.tenant AND m.group_id = c.group_id AND m.member_id = c.member_id)
      ON CONFLICT (target_id, group_id, member_id) DO UPDATE SET seq = excluded.seq,
        revision = nextval('connector.gap_revision')
      """;

  /// Who has a key in work goes on, and sees that there is more: somebody else might else do the
  /// same at the same time. Where that one is gone, the key is given back as one of which nobody
  /// knows what was done.
  static final String FILL_KEYS =
      """
      INSERT INTO connector.lane_key AS k (target_id, resource_id, resource_type, tenant,
        desired_seq, state, priority, due_at, waiting_since)
      SELECT l.target_id, r.id, r.type, r.tenant, r.last_seq, 'waiting',
        CASE WHEN r.type = 'Group' THEN 2 ELSE 1 END, now(), now()
      FROM connector.lane l JOIN connector.resource r ON r.tenant = l.tenant
      WHERE l.target_id = ? AND r.document IS NOT NULL
      ORDER BY r.id
      ON CONFLICT (target_id, resource_id) DO UPDATE SET
      """
          + KeyDueAgain.SET
          + "state = "
          + RAISED
          + """
            , due_at = now(), desired_seq = excluded.desired_seq,
            waiting_since = coalesce(k.waiting_since, now())
          """;

  /// What the target still has although it is deleted here, after a time without its lane.
  static final String FILL_KEYS_OF_LINKS =
      """
      INSERT INTO connector.lane_key AS k (target_id, resource_id, resource_type, tenant,
        desired_seq, state, priority, due_at, waiting_since)
      SELECT l.target_id, r.id, r.type, r.tenant, r.last_seq, 'waiting', 0, now(), now()
      FROM connector.lane l JOIN connector.link n ON n.target_id = l.target_id AND n.state <> 'gone'
      JOIN connector.resource r ON r.tenant = l.tenant AND r.id = n.resource_id
      WHERE l.target_id = ? AND r.document IS NULL
      ORDER BY r.id
      ON CONFLICT (target_id, resource_id) DO UPDATE SET
      """
          + KeyDueAgain.SET
          + "state = "
          + RAISED
          + """
            , due_at = now(), desired_seq = excluded.desired_seq, priority = 0,
            waiting_since = coalesce(k.waiting_since, now())
          """;

  /// A receiver that comes back was not told who was deleted or deactivated meanwhile, nor by what
  /// was under way when it went. Who is deactivated is told of as created first, for what changed.
  static final String KEEP_EXITS =
      KeysInOrder.joined(
              ", r.id, r.type, r.last_seq, r.version, r.document, r.recorded_at",
              "JOIN connector.resource r ON r.tenant = k.tenant AND r.id = k.resource_id",
              """
              k.target_id = ? AND k.applied_seq < r.last_seq
                AND (r.document IS NULL OR r.type = 'User' AND r.document -> 'active' = 'false'::jsonb)
              """)
          + """
          , told AS (
            INSERT INTO connector.outbox
              (target_id, resource_id, seq, ordinal, event_id, recorded_at, request_id, fact)
            SELECT target_id, id, last_seq, -1, 'msg_exit-' || id || '-' || last_seq, recorded_at, NULL,
              CASE WHEN document IS NULL THEN json_build_object('fact', 'resource.deleted',
                  'resourceType', type, 'id', id, 'version', version)
                ELSE json_build_object('fact', 'resource.deactivated', 'resourceType', type, 'id', id,
                  'version', version, 'document', document, 'keys', '[]'::json) END
            FROM keys)
          """
          + UPDATE
          + KeyDueAgain.SET
          + "state = "
          + RAISED
          + """
            , due_at = now(), desired_seq = greatest(k.desired_seq, keys.last_seq),
            priority = CASE WHEN keys.type = 'User' THEN 0 ELSE 2 END,
            waiting_since = coalesce(k.waiting_since, now())
          """
          + KeysInOrder.THEM;

  /// A scope decides for the first time about a receiver that was told everything so far. Of what
  /// is under way it may have heard.
  static final String REMEMBER_TOLD =
      KeysInOrder.locked(
              """
              k.target_id = ? AND k.presence IS NULL AND EXISTS (SELECT 1 FROM connector.lane l
                WHERE l.target_id = k.target_id AND NOT l.scoped)
              """)
          + UPDATE
          + "presence = CASE WHEN k.applied_seq > 0 THEN 'told' ELSE 'entering' END"
          + KeysInOrder.THEM;

  static final String SCOPED = "UPDATE connector.lane SET scoped = ?::boolean WHERE target_id = ? ";

  static final String CLEAR_OUTBOX = "DELETE FROM connector.outbox WHERE target_id = ?";

  static final String FILL_EVENTS =
      """
      INSERT INTO connector.outbox
        (target_id, resource_id, seq, ordinal, event_id, recorded_at, fact)
      SELECT l.target_id, e.resource_id, e.seq, e.ordinal, e.event_id, e.recorded_at, e.fact
      FROM connector.lane l, connector.present_events(l.tenant, NULL, ?::integer) e
      WHERE l.target_id = ?
      """;

  private RosterSql() {}
}
