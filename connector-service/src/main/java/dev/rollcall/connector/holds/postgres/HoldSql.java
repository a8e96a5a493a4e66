package dev.rollcall.connector.holds.postgres;

import dev.rollcall.connector.database.KeyDueAgain;

/// The statements on holds. A hold's row is always locked before keys of its act are touched, and
/// keys in the order of their resources.
final class HoldSql {
  /// Whom a replay concerns is known when it has begun.
  static final String WEIGHING =
      """
      SELECT h.id, h.target_id, h.whole, h.position FROM connector.hold h
      WHERE h.state = 'weighing' AND NOT EXISTS (SELECT 1 FROM connector.replay r
        WHERE r.hold_id = h.id AND r.state = 'beginning')
      ORDER BY h.begun_at
      """;

  static final String ADVANCE =
      """
      UPDATE connector.hold SET position = :next, deactivations = deactivations + :deactivations,
        deletions = deletions + :deletions, groups = groups + :groups
      WHERE id = :id AND state = 'weighing' AND position = :position
      """;

  /// A key in work is left by its worker, who finds the hold as well.
  static final String WAIT =
      """
      WITH keys AS (SELECT target_id, resource_id FROM connector.lane_key
        WHERE hold_id = :id AND resource_id = ANY (:leavers)
          AND state IN ('waiting', 'failing', 'parked', 'done') ORDER BY resource_id FOR UPDATE)
      UPDATE connector.lane_key k SET state = 'held', waits_for = NULL FROM keys
      WHERE k.target_id = keys.target_id AND k.resource_id = keys.resource_id
      """;

  /// Looked up one by one by their keys: to join them is to read all that is weighed for each page.
  static final String GO_ON =
      """
      WITH keys AS (SELECT k.target_id, k.resource_id
        FROM (SELECT * FROM unnest(:others, :generations) AS n (resource_id, generation)
          ORDER BY resource_id COLLATE "C") AS n
        CROSS JOIN LATERAL (SELECT l.target_id, l.resource_id FROM connector.lane_key l
          WHERE l.target_id = :target AND l.resource_id = n.resource_id
            AND l.generation = n.generation AND l.hold_id = :id FOR UPDATE) AS k)
      UPDATE connector.lane_key k SET hold_id = NULL FROM keys
      WHERE k.target_id = keys.target_id AND k.resource_id = keys.resource_id
      """;

  static final String LOCK =
      """
      SELECT h.id, h.target_id, h.act, h.state, h.deactivations, h.deletions, h.groups,
        l.mass_percent, l.mass_people,
        connector.linked_people(h.target_id) AS people
      FROM connector.hold h JOIN connector.lane l ON l.target_id = h.target_id
      WHERE h.id = :id FOR UPDATE OF h
      """;

  /// A request of the directory that takes nobody away was no act at all.
  static final String FORGET = "DELETE FROM connector.hold WHERE id = :id";

  static final String CONCLUDE =
      """
      UPDATE connector.hold SET state = :state, people = :people, reason = :reason,
        decided_at = CASE WHEN :state = 'passed' THEN now() END
      WHERE id = :id
      """;

  static final String DECIDE =
      """
      UPDATE connector.hold SET state = :state, decided_at = now(), decided_by = :by,
        decision_reason = :reason, decision_request_id = :request
      WHERE id = :id
      """;

  /// Leavers have waited long enough: they go first.
  static final String RELEASE_KEYS =
      """
      WITH keys AS (SELECT target_id, resource_id FROM connector.lane_key
        WHERE hold_id = :id AND state = 'held' ORDER BY resource_id FOR UPDATE)
      UPDATE connector.lane_key k SET
      """
          + KeyDueAgain.SCHEDULE
          + """
            state = 'waiting', due_at = now(), priority = 0 FROM keys
          WHERE k.target_id = keys.target_id AND k.resource_id = keys.resource_id
          """;

  /// They stay as they are; the key keeps the hold, so that nobody looks again and takes them away.
  static final String KEEP_KEYS =
      """
      WITH keys AS (SELECT target_id, resource_id FROM connector.lane_key
        WHERE hold_id = :id AND state = 'held' ORDER BY resource_id FOR UPDATE)
      UPDATE connector.lane_key k SET state = 'done', waiting_since = NULL, replay_id = NULL
      FROM keys WHERE k.target_id = keys.target_id AND k.resource_id = keys.resource_id
      """;

  /// What the directory said of them is never told.
  static final String DROP_BARRIERS =
      """
      DELETE FROM connector.barrier b USING connector.lane_key k
      WHERE k.hold_id = :id AND b.target_id = k.target_id AND b.resource_id = k.resource_id
      """;

  /// Who stays in by a decision is no leaver.
  static final String DROP_LEAVERS =
      """
      DELETE FROM connector.leaver n USING connector.lane_key k
      WHERE k.hold_id = :id AND n.target_id = k.target_id AND n.resource_id = k.resource_id
        AND n.off_at IS NULL
      """;

  static final String HELD =
      """
      SELECT h.target_id, count(*) AS held FROM connector.hold h
      JOIN connector.lane l ON l.target_id = h.target_id AND l.state <> 'removed'
      WHERE h.state = 'held' GROUP BY h.target_id
      """;

  static final String LIST =
      """
      SELECT h.*, '' AS sample FROM connector.hold h
      WHERE h.tenant = :tenant AND h.target_id = connector.lane_of(:tenant, :target)
        AND (cardinality(:states) = 0 OR h.state = ANY (:states))
      ORDER BY h.begun_at DESC, h.id LIMIT :limit
      """;

  static final String ONE =
      """
      SELECT h.* FROM connector.hold h
      WHERE h.tenant = :tenant AND h.target_id = connector.lane_of(:tenant, :target) AND h.id = :id
      """;

  static final String SAMPLE =
      """
      SELECT k.resource_type, k.resource_id,
        coalesce(r.document ->> 'userName', r.document ->> 'displayName',
          i.shadow ->> 'userName', i.shadow ->> 'displayName') AS name
      FROM connector.lane_key k
      LEFT JOIN connector.resource r ON r.tenant = k.tenant AND r.id = k.resource_id
      LEFT JOIN connector.link i ON i.target_id = k.target_id AND i.resource_id = k.resource_id
      WHERE k.hold_id = :id AND k.state = 'held' ORDER BY k.resource_id LIMIT :limit
      """;

  private HoldSql() {}
}
