package dev.rollcall.connector.delivery.postgres;

/// The statements that take keys and load what is known of them.
final class LaneSql {
  private static final String TAKE =
      """
      , taken AS (
        UPDATE connector.lane_key k
        SET state = 'working', worker = :worker || k.resource_id,
          leased_until = now() + :lease * interval '1 millisecond'
        FROM due WHERE k.target_id = :target AND k.resource_id = due.resource_id
        RETURNING k.*)
      SELECT t.resource_id, t.resource_type, t.desired_seq, t.generation, t.worker, t.attempt,
        t.first_failed_at, t.unconfirmed_since,
        (SELECT l.stood_still_until FROM connector.lane l WHERE l.target_id = :target)
          AS stood_still_until,
        t.waiting_since, t.request_ids,
        (SELECT l.failures > 0 OR l.breaker_state <> 'closed' FROM connector.lane l
          WHERE l.target_id = :target) AS troubled,
        EXISTS (SELECT 1 FROM connector.leaver n WHERE n.target_id = :target
          AND n.resource_id = t.resource_id AND n.off_at IS NULL
          AND n.cause IN ('out_of_scope', 'on_again')) AS noted,
        t.presence IS NOT NULL AS remembered
      FROM taken t ORDER BY t.priority, t.due_at
      """;

  private static final String DUE =
      """
      WITH due AS (
        SELECT k.resource_id FROM connector.lane_key k
        WHERE k.target_id = :target AND k.due_at <= now()
          AND k.state IN ('waiting', 'failing')
      """;

  /// Leavers first, then users, then groups; within them whoever is due longest.
  static final String CLAIM =
      DUE
          + """
              AND k.resource_type <> ALL (:held)
              AND (NOT :users_first OR k.resource_type = 'User' OR NOT EXISTS (
                SELECT 1 FROM connector.lane_key u WHERE u.target_id = :target
                  AND u.resource_type = 'User' AND (u.state = 'working'
                    OR (u.state = 'waiting' AND u.due_at <= now()))))
              AND EXISTS (SELECT 1 FROM connector.lane l WHERE l.target_id = :target
                AND l.state = 'active' AND l.breaker_state = 'closed'
                AND l.fingerprint = :fingerprint
                AND (l.not_before IS NULL OR l.not_before <= now()))
            ORDER BY k.priority, k.due_at LIMIT :limit FOR UPDATE OF k SKIP LOCKED)
          """
          + TAKE;

  /// A probe prefers a key that has not failed yet: a single resource that always fails would keep
  /// the breaker open for all.
  static final String PROBE =
      DUE
          + """
              AND EXISTS (SELECT 1 FROM connector.lane l WHERE l.target_id = :target
                AND l.fingerprint = :fingerprint)
            ORDER BY (k.attempt > 0), k.priority, k.due_at LIMIT :limit FOR UPDATE OF k SKIP LOCKED)
          """
          + TAKE;

  /// Lets one probe through, and the next one when this one has not come back in time.
  static final String HALF_OPEN =
      """
      UPDATE connector.lane SET breaker_state = 'half_open',
        open_until = now() + :lease * interval '1 millisecond'
      WHERE target_id = :target AND state = 'active' AND breaker_state <> 'closed'
        AND fingerprint = :fingerprint AND open_until <= now() AND (not_before IS NULL OR not_before <= now())
        AND EXISTS (SELECT 1 FROM connector.lane_key k WHERE k.target_id = :target
          AND k.due_at <= now() AND k.state IN ('waiting', 'failing'))
      """;

  private static final String GIVEN_BACK =
      """
      back AS (
        UPDATE connector.lane_key k SET state = 'waiting', due_at = now(), worker = NULL,
          leased_until = NULL
        FROM keys WHERE k.target_id = :target AND k.resource_id = keys.resource_id
      """;

  /// Whoever held them may have called the target, and nobody stored what came of it.
  private static final String DOUBTED =
      """
        RETURNING k.resource_id)
      UPDATE connector.link l SET unsure = true FROM back
      WHERE l.target_id = :target AND l.resource_id = back.resource_id AND l.state = 'linked'
      """;

  /// A worker that died leaves its key to the others when the lease is over. What somebody else has
  /// locked is given back by them, or left; else the next look finds it.
  static final String RECLAIM =
      """
      WITH keys AS (
        SELECT resource_id FROM connector.lane_key
        WHERE target_id = :target AND state = 'working' AND leased_until < now()
        ORDER BY resource_id FOR UPDATE SKIP LOCKED),
      """
          + GIVEN_BACK
          + DOUBTED;

  /// No other process has workers under its name.
  static final String RELEASE =
      """
      WITH keys AS (
        SELECT resource_id FROM connector.lane_key
        WHERE target_id = :target AND state = 'working' AND starts_with(worker, :instance)
          AND worker <> ALL (:at_work)
        ORDER BY resource_id FOR UPDATE),
      """
          + GIVEN_BACK
          + DOUBTED;

  /// Keys that were taken and not begun, which keep their place, because the configuration is
  /// another one by now or because no slot became free.
  static final String GIVE_BACK =
      """
      WITH keys AS (SELECT resource_id FROM connector.lane_key
        WHERE target_id = :target AND state = 'working' AND worker = ANY (:workers)
        ORDER BY resource_id FOR UPDATE)
      UPDATE connector.lane_key k SET state = 'waiting', worker = NULL, leased_until = NULL
      FROM keys WHERE k.target_id = :target AND k.resource_id = keys.resource_id
      """;

  static final String ATTEMPT =
      """
      UPDATE connector.member_gap g SET attempted_remote_id = n.remote_id
      FROM unnest(:members, :remotes) AS n (member_id, remote_id)
      WHERE g.target_id = :target AND g.group_id = :group AND g.member_id = n.member_id
      """;

  /// A statement of its own, after the take: its snapshot is not older than the generation that was
  /// taken, so that what comes later shows as a new generation. Nothing comes where the lane is
  /// configured otherwise by now. What is none of ours is there only as long as it is to go. The
  /// ids are read by a subselect, so that the planner does not see how many there are: else it
  /// would plan anew each time, which takes ten times as long as the rest. And each `OFFSET 0`
  /// keeps it from joining whole tables: rows are looked up by their keys, however it guesses.
  static final String LOAD_DIFFERENCES =
      """
      SELECT n.resource_id, k.resource_type, r.document::text AS document, l.state AS link_state, l.remote_id,
        l.remote_etag, l.shadow::text AS shadow, l.unsure, m.remote_id AS manager_remote_id,
        k.in_scope, h.id AS hold_id, h.state AS hold_state, h.whole AS hold_whole,
        ARRAY(SELECT g.group_id FROM connector.member g
          WHERE g.tenant = :tenant AND g.member_id = n.resource_id
          AND g.group_id = ANY (t.scope_groups) ORDER BY g.group_id) AS member_of,
        ARRAY(SELECT b.seq || ':' || b.ordinal || ':' || b.kind FROM connector.barrier b
          WHERE b.target_id = :target AND b.resource_id = n.resource_id
          ORDER BY b.seq, b.ordinal) AS barriers
      FROM unnest((SELECT :ids::text[])) AS n (resource_id)
      JOIN connector.lane t ON t.target_id = :target AND t.fingerprint = :fingerprint
      JOIN LATERAL (SELECT k.resource_type, k.in_scope, k.hold_id FROM connector.lane_key k
        WHERE k.target_id = :target AND k.resource_id = n.resource_id OFFSET 0) k ON true
      LEFT JOIN connector.hold h ON h.id = k.hold_id AND h.state IN ('weighing', 'held', 'rejected')
      LEFT JOIN LATERAL (SELECT r.document FROM connector.resource r
        WHERE r.tenant = :tenant AND r.id = n.resource_id OFFSET 0) r ON true
      LEFT JOIN LATERAL (SELECT l.state, l.remote_id, l.remote_etag, l.shadow, l.unsure
        FROM connector.link l WHERE l.target_id = :target AND l.resource_id = n.resource_id
          AND (NOT starts_with(l.resource_id, 'extra:')
            OR connector.is_told(l.target_id, l.resource_id)) OFFSET 0) l ON true
      LEFT JOIN LATERAL (SELECT m.remote_id FROM connector.link m
        WHERE m.target_id = :target AND m.state = 'linked' AND m.resource_id = r.document
          #>> '{urn:ietf:params:scim:schemas:extension:enterprise:2.0:User,manager,value}'
        OFFSET 0) m ON true
      """;

  /// What can be done now comes first, so that members who wait do not hide it, nor those whom the
  /// target has refused. A member that was none of ours and is by now is no stranger who is to go.
  static final String LOAD_GAPS =
      """
      SELECT g.member_id, g.revision, g.removal_owed, g.refused, c.remote_member_id,
        CASE WHEN NOT starts_with(g.member_id, 'extra:') OR NOT EXISTS (
            SELECT 1 FROM connector.link o WHERE o.target_id = g.target_id AND o.state = 'linked'
              AND o.remote_id = g.attempted_remote_id AND NOT starts_with(o.resource_id, 'extra:'))
          THEN g.attempted_remote_id END AS attempted_remote_id,
        coalesce(m.member_type, k.resource_type) AS member_type,
        m.member_id IS NOT NULL AND coalesce(k.in_scope, true) AS wanted, l.remote_id
      FROM connector.member_gap g
      LEFT JOIN connector.member_link c ON c.target_id = g.target_id
        AND c.group_id = g.group_id AND c.member_id = g.member_id
      LEFT JOIN connector.member m ON m.tenant = :tenant AND m.group_id = g.group_id
        AND m.member_id = g.member_id
      LEFT JOIN connector.link l ON l.target_id = g.target_id AND l.resource_id = g.member_id
        AND l.state = 'linked'
      LEFT JOIN connector.lane_key k ON k.target_id = g.target_id AND k.resource_id = g.member_id
      WHERE g.target_id = :target AND g.group_id = :group
      ORDER BY (m.member_id IS NOT NULL AND coalesce(k.in_scope, true) AND c.member_id IS NULL AND l.resource_id IS NULL),
        g.refused, g.seq
      LIMIT :limit
      """;

  static final String LOAD_EVENTS =
      """
      SELECT seq, ordinal, event_id, recorded_at, request_id, fact::text AS fact,
        replay_id
      FROM connector.outbox WHERE target_id = :target AND resource_id = :resource AND NOT discarded
      ORDER BY seq, ordinal LIMIT :limit
      """;

  private LaneSql() {}
}
