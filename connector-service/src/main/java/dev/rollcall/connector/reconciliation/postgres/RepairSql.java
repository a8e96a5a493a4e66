package dev.rollcall.connector.reconciliation.postgres;

import dev.rollcall.connector.database.KeyDueAgain;
import dev.rollcall.connector.database.KeysInOrder;

/// The statements that ask delivery to repair what was found. Nothing is sent by them: keys become
/// due, and their links are in doubt, so that each resource is read again before anything is
/// changed.
final class RepairSql {
  /// Whether a person has said that the key's resource stays as it is. An act that was cancelled
  /// before all was weighed says of how many people nothing.
  static final String KEPT =
      "EXISTS (SELECT 1 FROM connector.hold h WHERE h.id = k.hold_id AND h.state = 'rejected'"
          + " AND h.people IS NOT NULL)";

  /// What an act names, of what is still as it was found. Whoever stays by a decision stays; what
  /// is none of ours has no other way to go than to be named once more, and groups of others go by
  /// no policy alone. What a resource of ours has by now, or is about to have, is nobody's to take
  /// away.
  private static final String CHOSEN =
      """
       FROM connector.reconciliation_finding f
      LEFT JOIN connector.lane_key k ON k.target_id = :target AND k.resource_id = f.key_id
      WHERE f.run_id = :run AND f.repair_id IS NULL
        AND f.kind = ANY (CASE WHEN f.ours THEN :kinds ELSE :strangers END)
        AND (:again OR NOT f.repeated)
        AND (:again OR f.ours OR f.resource_type = 'User')
        AND (cardinality(:types) = 0 OR f.resource_type = ANY (:types))
        AND (cardinality(:ids) = 0 OR f.resource_id = ANY (:ids) OR f.remote_id = ANY (:ids))
        AND (k.state IS NULL OR k.state = 'done')
        AND NOT (starts_with(f.key_id, 'extra:')
          AND connector.is_ours(:target, f.resource_type, f.remote_id))
        AND NOT EXISTS (SELECT 1 FROM connector.link a WHERE f.kind = 'member_extra'
          AND f.member_id IS NULL AND a.target_id = :target AND a.remote_id = f.member_remote_id
          AND a.state = 'linked' AND NOT starts_with(a.resource_id, 'extra:'))
        AND NOT EXISTS (SELECT 1 FROM connector.lane_key o
          JOIN connector.resource d ON d.tenant = o.tenant AND d.id = o.resource_id
          LEFT JOIN connector.link a ON a.target_id = o.target_id AND a.resource_id = o.resource_id
          CROSS JOIN LATERAL (VALUES
              (lower(coalesce(d.document ->> 'userName', d.document ->> 'displayName'))),
              (lower(coalesce(a.shadow ->> 'userName', a.shadow ->> 'displayName')))) AS n (name)
          WHERE starts_with(f.key_id, 'extra:') AND o.target_id = :target
            AND o.resource_type = f.resource_type AND o.in_scope AND d.document IS NOT NULL
            AND a.state IS DISTINCT FROM 'linked'
            AND (n.name = lower(f.name) OR o.resource_id = f.resource_id))
        AND NOT (NOT (:again AND starts_with(f.key_id, 'extra:')) AND
      """
          + KEPT
          + ")";

  static final String COUNTS =
      "SELECT f.kind, f.ours, f.resource_type, count(*) AS number"
          + CHOSEN
          + " GROUP BY f.kind, f.ours, f.resource_type";

  static final String CHOOSE =
      "UPDATE connector.reconciliation_finding SET repair_id = :repair, repair_at = now()"
          + " WHERE run_id = :run AND number IN (SELECT f.number"
          + CHOSEN
          + " ORDER BY f.number LIMIT :limit)";

  static final String LANE =
      """
      SELECT mass_people = 2147483647 AS free FROM connector.lane
      WHERE target_id = :target AND state <> 'removed' FOR UPDATE
      """;

  static final String HOLD =
      """
      INSERT INTO connector.hold (id, target_id, tenant, act, whole, state)
      VALUES (:hold, :target, :tenant, 'repair', true, 'weighing')
      """;

  /// A repair that takes nobody away has nothing to weigh.
  static final String DROP_EMPTY_HOLD =
      """
      DELETE FROM connector.hold WHERE id = :hold
        AND NOT EXISTS (SELECT 1 FROM connector.lane_key WHERE hold_id = :hold)
      """;

  /// Whether an account is in use is known: whoever weighs the repair sees what it takes away.
  static final String DOUBT =
      """
      UPDATE connector.link i SET unsure = true, shadow = CASE WHEN f.active IS NULL THEN i.shadow
        ELSE i.shadow || jsonb_build_object('active', f.active) END
      FROM connector.reconciliation_finding f
      WHERE f.run_id = :run AND f.repair_id = :repair AND f.kind IN ('missing', 'drift', 'extra')
        AND i.target_id = :target AND i.resource_id = f.key_id AND i.state = 'linked'
      """;

  /// What nobody of ours is linked to gets a key of its own, as if it were something of ours that
  /// is deleted: it goes as the target's profile says, with all that holds for deletions.
  static final String KEYS_OF_EXTRAS =
      """
      INSERT INTO connector.lane_key AS k (target_id, resource_id, resource_type, tenant, desired_seq,
        state, priority, due_at)
      SELECT :target, f.key_id, f.resource_type, :tenant, 0, 'done', 3, now()
      FROM connector.reconciliation_finding f
      WHERE f.run_id = :run AND f.repair_id = :repair AND f.kind = 'extra'
        AND starts_with(f.key_id, 'extra:')
      ORDER BY f.key_id
      ON CONFLICT DO NOTHING
      """;

  static final String LINKS_OF_EXTRAS =
      """
      INSERT INTO connector.link AS i (target_id, resource_id, remote_id, shadow, state, unsure)
      SELECT :target, f.key_id, f.remote_id, '{"active": true}', 'linked', true
      FROM connector.reconciliation_finding f
      WHERE f.run_id = :run AND f.repair_id = :repair AND f.kind = 'extra'
        AND starts_with(f.key_id, 'extra:')
      ON CONFLICT (target_id, resource_id) DO UPDATE SET remote_id = excluded.remote_id,
        shadow = excluded.shadow, state = 'linked', unsure = true
      """;

  static final String UNCONFIRM =
      """
      DELETE FROM connector.member_link c USING connector.reconciliation_finding f
      WHERE f.run_id = :run AND f.repair_id = :repair AND f.kind = 'member_missing'
        AND c.target_id = :target AND c.group_id = f.resource_id AND c.member_id = f.member_id
      """;

  /// A member that must not be there may be there, as after a call that nobody heard of.
  static final String OWE =
      """
      INSERT INTO connector.member_gap AS g (target_id, group_id, member_id, seq, removal_owed,
        attempted_remote_id)
      SELECT DISTINCT ON (f.resource_id,
          coalesce(f.member_id, 'extra:member:' || f.member_remote_id))
        :target, f.resource_id, coalesce(f.member_id, 'extra:member:' || f.member_remote_id), 0, false,
        CASE f.kind WHEN 'member_extra' THEN f.member_remote_id END
      FROM connector.reconciliation_finding f
      WHERE f.run_id = :run AND f.repair_id = :repair
        AND f.kind IN ('member_missing', 'member_extra')
      ON CONFLICT (target_id, group_id, member_id) DO UPDATE
        SET revision = nextval('connector.gap_revision'),
          attempted_remote_id = coalesce(excluded.attempted_remote_id, g.attempted_remote_id)
      """;

  private static final String CHOSEN_KEYS =
      """
       k.target_id = :target AND k.resource_id IN (
        SELECT f.key_id FROM connector.reconciliation_finding f
        WHERE f.run_id = :run AND f.repair_id = :repair)
      """;

  /// In order, and before anything else is touched, as a settlement does it.
  static final String LOCK_KEYS = KeysInOrder.locked(CHOSEN_KEYS) + "SELECT count(*) FROM keys";

  /// Behind everything else that is due. A repair is no new decision about whom a person keeps. A
  /// key that came under way since it was chosen looks once more, and one that a person has taken
  /// off the list since stays off it.
  static final String RAISE =
      KeysInOrder.locked(CHOSEN_KEYS + " AND k.state <> 'discarded'")
          + """
          UPDATE connector.lane_key k SET generation = k.generation + 1, settled_at = NULL,
          """
          + KeyDueAgain.scheduleWhere("k.state = 'done'")
          + """
            waiting_since = coalesce(k.waiting_since, now()),
            state = CASE k.state WHEN 'done' THEN 'waiting' ELSE k.state END,
            priority = CASE k.state WHEN 'done' THEN 3 ELSE k.priority END,
            due_at = CASE k.state WHEN 'done' THEN now() ELSE k.due_at END,
            hold_id = CASE WHEN k.state <> 'done' OR (NOT starts_with(k.resource_id, 'extra:') AND
          """
          + KEPT
          + ") THEN k.hold_id ELSE nullif(:hold, '') END"
          + KeysInOrder.THEM;

  /// An older question is answered by the newer reading, whatever that one is for.
  static final String OVERTAKE =
      """
      WITH over AS (UPDATE connector.reconciliation SET asked = NULL
        WHERE target_id = :target AND asked IS NOT NULL)
      UPDATE connector.hold SET state = 'overtaken', decided_at = now()
      WHERE target_id = :target AND act = 'repair' AND state = 'held'
        AND id IN (SELECT hold_id FROM connector.reconciliation WHERE target_id = :target)
      """;

  static final String ASK =
      """
      INSERT INTO connector.hold (id, target_id, tenant, act, whole, state, deactivations, deletions,
        groups, people, reason)
      SELECT :hold, :target, :tenant, 'repair', true, 'held', :deactivations, :deletions, :groups,
        connector.linked_people(:target), :reason
      """;

  static final String ASKED =
      """
      UPDATE connector.reconciliation SET hold_id = :hold, asked = :kinds,
        asked_not_ours = :notOurs
      WHERE id = :run
      """;

  /// Questions that a person has answered with yes, and that somebody has yet to act on. One that
  /// has to wait keeps no other from its turn.
  static final String ANSWERED =
      """
      SELECT r.id, r.target_id, r.tenant, r.asked, r.asked_not_ours, r.hold_id
      FROM connector.reconciliation r JOIN connector.hold h ON h.id = r.hold_id
      WHERE h.state = 'released' AND r.asked IS NOT NULL
      ORDER BY random() LIMIT 1 FOR UPDATE OF r SKIP LOCKED
      """;

  /// Whoever is under way at this moment is repaired when that is over: the yes was for them too.
  static final String ACTED =
      """
      UPDATE connector.reconciliation r SET asked = NULL WHERE r.id = :run AND NOT EXISTS (
        SELECT 1 FROM connector.reconciliation_finding f
        JOIN connector.lane_key k ON k.target_id = r.target_id AND k.resource_id = f.key_id
        WHERE f.run_id = r.id AND f.repair_id IS NULL AND k.state IN ('waiting', 'working')
          AND f.kind = ANY (CASE WHEN f.ours THEN :kinds ELSE :strangers END))
      """;

  /// What an account's owner sets back again and again is not a matter for a machine: what was
  /// repaired after the last complete run and differs in the same way again is left to a person,
  /// and stays so until it differs otherwise. A run that was only to report has repaired nothing.
  static final String REPEATED =
      """
      UPDATE connector.reconciliation_finding f SET repeated = true, says = 'It was repaired after the last '
        || 'reconciliation and differs in the same way again: it is not repaired by policy.'
      WHERE f.run_id = :run AND EXISTS (
        SELECT 1 FROM connector.reconciliation_finding b
        WHERE b.run_id = (SELECT r.id FROM connector.reconciliation r
            WHERE r.target_id = :target AND r.state = 'done' AND NOT r.report_only
              AND r.id <> :run
            ORDER BY r.queued_at DESC LIMIT 1)
          AND (b.repair_id IS NOT NULL OR b.repeated) AND b.kind = f.kind AND b.key_id = f.key_id
          AND b.member_id IS NOT DISTINCT FROM f.member_id AND b.changes = f.changes)
      """;

  private RepairSql() {}
}
