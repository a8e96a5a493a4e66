package dev.rollcall.connector.replay.postgres;

import dev.rollcall.connector.database.KeyDueAgain;
import dev.rollcall.connector.database.KeysInOrder;

/// The statements on replays. Only keys that are done are compared again: all others are under way
/// anyway, and a leaver among them waits for nobody.
final class ReplaySql {
  static final String LANE =
      """
      SELECT l.target_id, l.delivery, l.mass_people = 2147483647 AS free,
        (SELECT r.id FROM connector.replay r WHERE r.target_id = l.target_id
          AND r.state IN ('beginning', 'running', 'paused') LIMIT 1) AS busy
      FROM connector.lane l
      WHERE l.tenant = :tenant AND l.target_id = connector.lane_of(:tenant, :target)
        AND l.state <> 'removed'
      """;

  static final String LOCK_LANE = LANE + " FOR UPDATE OF l";

  static final String HOLD =
      """
      INSERT INTO connector.hold (id, target_id, tenant, act, whole, state)
      VALUES (:hold, :target, :tenant, 'replay', true, 'weighing')
      """;

  static final String INSERT =
      """
      INSERT INTO connector.replay (id, target_id, tenant, state, from_seq, from_time, resource_id,
        distrust, rate, total, log_offset, log_end, begun_by, reason, request_id, hold_id)
      VALUES (:id, :target, :tenant, :state, :seq, :time, :resource, :distrust, :rate, :total,
        :offset, :end, :by, :reason, :request, nullif(:hold, ''))
      """;

  /// A replay that is beginning, locked by whoever chooses its next keys or looks for the place in
  /// the log where it begins.
  static final String LOCK_BEGINNING =
      """
      SELECT r.target_id, r.position, r.distrust, coalesce(r.resource_id, '') AS resource,
        coalesce(r.from_seq, 0) AS seq, coalesce(r.from_time, 'epoch') AS time,
        coalesce(r.hold_id, '') AS hold, l.delivery = 'strict' AS strict
      FROM connector.replay r JOIN connector.lane l ON l.target_id = r.target_id
      WHERE r.id = :id AND r.state = 'beginning' FOR UPDATE OF r SKIP LOCKED
      """;

  /// How far a page goes.
  static final String PAGE =
      """
      SELECT count(*) AS number, max(p.resource_id) AS last FROM (
        SELECT k.resource_id FROM connector.lane_key k
        WHERE k.target_id = :target AND k.resource_id > :position
          AND (:resource = '' OR k.resource_id = :resource)
        ORDER BY k.resource_id LIMIT :size) AS p
      """;

  static final String CHOSE =
      """
      UPDATE connector.replay SET total = total + :chosen, next_at = now(),
        position = CASE WHEN :over THEN '' ELSE :last END,
        state = CASE WHEN :over THEN 'running' ELSE state END
      WHERE id = :id
      """;

  /// The log is read up to where intake was when the replay was asked for.
  static final String FOUND_OFFSET =
      """
      UPDATE connector.replay SET state = 'running', next_at = now(),
        log_offset = least(:offset, log_end), total = log_end - least(:offset, log_end)
      WHERE id = :id AND state = 'beginning'
      """;

  /// Whom a replay concerns. A resource of which only members changed shows it by its position and
  /// by when its key was last done or began to wait. What was recorded before a time and brought to
  /// the target after it may be lost there as well.
  private static final String CONCERNED =
      """
       k.target_id = :target AND k.resource_id > :position
        AND (:resource = '' OR k.resource_id = :resource)
        AND EXISTS (SELECT 1 FROM connector.resource r WHERE r.tenant = k.tenant
          AND r.id = k.resource_id AND r.last_seq >= :seq
          AND greatest(r.recorded_at, k.settled_at, k.waiting_since) >= :time)
      """;

  static final String CHOSEN = CONCERNED + " AND k.resource_id <= :last";

  static final String KEYS =
      "SELECT k.resource_id, k.resource_type, k.generation FROM connector.lane_key k WHERE"
          + CONCERNED
          + " ORDER BY k.resource_id LIMIT :limit";

  /// By a person: an act that was cancelled before all was weighed says of how many people nothing.
  static final String REJECTED =
      "EXISTS (SELECT 1 FROM connector.hold h WHERE h.id = k.hold_id AND h.state = 'rejected'"
          + " AND h.people IS NOT NULL)";

  /// Who stays by a decision stays: a replay is no new one.
  static final String SELECT_KEYS =
      "WITH keys AS (SELECT k.target_id, k.resource_id FROM connector.lane_key k"
          + " WHERE k.state = 'done' AND"
          + CHOSEN
          + " ORDER BY k.resource_id FOR UPDATE OF k)"
          + " UPDATE connector.lane_key k SET replay_id = :id, hold_id = CASE WHEN "
          + REJECTED
          + " THEN k.hold_id ELSE nullif(:hold, '') END FROM keys"
          + " WHERE k.target_id = keys.target_id AND k.resource_id = keys.resource_id";

  static final String SELECT_EVENTS =
      "WITH keys AS (SELECT k.target_id, k.resource_id FROM connector.lane_key k WHERE"
          + CHOSEN
          + " ORDER BY k.resource_id FOR UPDATE OF k)"
          + " UPDATE connector.lane_key k SET replay_id = :id FROM keys"
          + " WHERE k.target_id = keys.target_id AND k.resource_id = keys.resource_id";

  static final String FOLDED =
      "SELECT next_offset FROM connector.partition_position WHERE partition = :partition";

  /// One that runs waits while its keys are weighed; one that begins waits for nothing, since they
  /// are weighed when it has.
  static final String DUE =
      """
      SELECT r.id, r.target_id, r.tenant, r.rate, r.log_offset, r.log_end, r.from_seq, r.from_time,
        r.state = 'beginning' AS beginning
      FROM connector.replay r
      WHERE r.state IN ('beginning', 'running') AND r.next_at <= now()
        AND (r.state = 'beginning' OR NOT EXISTS (SELECT 1 FROM connector.hold h
          WHERE h.id = r.hold_id AND h.state = 'weighing'))
      ORDER BY r.begun_at
      """;

  static final String LOCK =
      """
      SELECT r.position, r.distrust, l.delivery,
        (SELECT count(*) FROM connector.lane_key k WHERE k.replay_id = r.id
          AND k.resource_id <= r.position AND k.state IN ('waiting', 'working', 'failing'))
          AS under_way
      FROM connector.replay r JOIN connector.lane l ON l.target_id = r.target_id
      WHERE r.id = :id AND r.state = 'running' AND r.next_at <= now()
      FOR UPDATE OF r SKIP LOCKED
      """;

  /// The keys whose turn is next.
  static final String NEXT =
      """
      SELECT k.target_id, k.resource_id FROM connector.lane_key k
          WHERE k.replay_id = :id AND k.resource_id > :position
          ORDER BY k.resource_id LIMIT :size FOR UPDATE
      """;

  /// Behind everything else that is due. Who waits for a person goes on waiting, and what a person
  /// has taken off the list stays off it. Where every event is told, a parked key tries again: what
  /// it was parked for stands no longer first.
  static final String RAISE =
      "WITH keys AS ("
          + NEXT
          + """
            ),
            raised AS (UPDATE connector.lane_key k SET generation = k.generation + 1,
          """
          + KeyDueAgain.scheduleWhere(":strict AND k.state = 'parked'")
          + """
                state = CASE WHEN k.state = 'done' OR :strict AND k.state = 'parked' THEN 'waiting'
                  ELSE k.state END,
                priority = CASE WHEN k.state = 'done' THEN 3 ELSE k.priority END,
                due_at = CASE WHEN k.state = 'done' THEN now() ELSE k.due_at END,
                waiting_since = coalesce(k.waiting_since, now())
              FROM keys WHERE k.target_id = keys.target_id AND k.resource_id = keys.resource_id
                AND k.state NOT IN ('held', 'discarded')),
            doubted AS (UPDATE connector.link i SET unsure = true FROM keys
              WHERE :distrust AND i.target_id = keys.target_id AND i.resource_id = keys.resource_id
                AND i.state = 'linked')
          SELECT resource_id FROM keys ORDER BY resource_id
          """;

  /// What there is now, as events; those that are still to be sent stay as they are.
  static final String FILL_EVENTS =
      """
      INSERT INTO connector.outbox (target_id, resource_id, seq, ordinal, event_id, recorded_at,
        fact, replay_id)
      SELECT r.target_id, e.resource_id, e.seq, e.ordinal, e.event_id, e.recorded_at, e.fact, :id
      FROM connector.replay r,
        connector.present_events(r.tenant, :resources::text[], :members) e
      WHERE r.id = :id
      ON CONFLICT DO NOTHING
      """;

  static final String REPEAT =
      """
      INSERT INTO connector.outbox (target_id, resource_id, seq, ordinal, event_id, recorded_at,
        request_id, fact, replay_id)
      SELECT :target, n.id, n.seq, n.ordinal, n.event_id, n.recorded_at::timestamptz, n.request_id,
        n.fact::json, :id
      FROM unnest(:ids, :seqs, :ordinals, :events, :times, :requests, :facts)
        AS n (id, seq, ordinal, event_id, recorded_at, request_id, fact)
      ON CONFLICT DO NOTHING
      """;

  static final String RAISE_EVENTS =
      KeysInOrder.locked(
              "k.target_id = :target AND k.resource_id = ANY (:ids) AND k.state <> 'discarded'")
          + "UPDATE connector.lane_key k SET generation = k.generation + 1, "
          + KeyDueAgain.scheduleWhere("k.state = 'parked'")
          + """
            priority = CASE WHEN k.state = 'done' THEN 3 ELSE k.priority END,
            due_at = CASE WHEN k.state = 'done' THEN now() ELSE k.due_at END,
            waiting_since = coalesce(k.waiting_since, now()), replay_id = :id,
            state = CASE WHEN k.state IN ('done', 'parked') THEN 'waiting' ELSE k.state END
          """
          + KeysInOrder.THEM;

  static final String ADVANCE =
      """
      UPDATE connector.replay SET position = :position, raised = raised + :raised,
        next_at = now() + :wait * interval '1 millisecond',
        log_offset = coalesce(:offset, log_offset)
      WHERE id = :id
      """;

  /// Over when everything was let go and delivered, parked or waits for a person.
  static final String FINISH =
      """
      UPDATE connector.replay r SET state = 'done', ended_at = now()
      WHERE r.id = :id AND r.state = 'running'
        AND NOT EXISTS (SELECT 1 FROM connector.lane_key k WHERE k.replay_id = r.id
          AND k.state IN ('waiting', 'working', 'failing'))
      """;

  static final String CHANGE =
      """
      UPDATE connector.replay SET state = :state, next_at = now(),
        ended_at = CASE WHEN :state = 'cancelled' THEN now() END
      WHERE tenant = :tenant AND target_id = connector.lane_of(:tenant, :target)
        AND id = :id AND state = ANY (:from)
      """;

  /// What was not let go yet is not part of it any more. Who stays by an earlier decision stays.
  static final String LET_BE =
      KeysInOrder.locked("k.replay_id = :id")
          + "UPDATE connector.lane_key k SET replay_id = NULL, hold_id = CASE WHEN k.state = 'done'"
          + " AND NOT "
          + REJECTED
          + " THEN NULL ELSE k.hold_id END"
          + KeysInOrder.THEM;

  /// Nothing is taken away by a replay that is cancelled before all is weighed; a new one weighs
  /// anew.
  static final String REJECT_HOLD =
      """
      UPDATE connector.hold h SET state = 'rejected', decided_at = now(),
        decision_reason = 'The replay was cancelled.'
      WHERE h.act = 'replay' AND h.state = 'weighing'
        AND h.target_id IN (SELECT r.target_id FROM connector.replay r WHERE r.id = :id)
      RETURNING h.id
      """;

  /// Who was found to lose something already waits for nobody any more, and stays.
  static final String KEEP_KEYS =
      """
      WITH keys AS (SELECT target_id, resource_id FROM connector.lane_key
        WHERE hold_id = ANY (:holds) AND state = 'held' ORDER BY resource_id FOR UPDATE)
      UPDATE connector.lane_key k SET state = 'done', waiting_since = NULL, replay_id = NULL
      FROM keys WHERE k.target_id = keys.target_id AND k.resource_id = keys.resource_id
      """;

  static final String LIST =
      """
      SELECT r.*, k.open, k.held, k.parked
      FROM connector.replay r
      CROSS JOIN LATERAL (SELECT count(*) AS open, count(*) FILTER (WHERE state = 'held') AS held,
          count(*) FILTER (WHERE state = 'parked') AS parked
        FROM connector.lane_key WHERE replay_id = r.id) AS k
      WHERE r.tenant = :tenant AND r.target_id = connector.lane_of(:tenant, :target)
        AND (:id = '' OR r.id = :id)
      ORDER BY r.begun_at DESC, r.id LIMIT :limit
      """;

  /// One that nobody has begun yet, or that was refused when its turn came. An act that is done has
  /// begun its replay: it says nothing of how far that is.
  static final String ASKED_FOR =
      """
      SELECT a.id, a.body::text AS body, a.state, a.says, a.request_id, a.recorded_at
      FROM connector.act a
      WHERE a.tenant = :tenant AND a.target_id = connector.lane_of(:tenant, :target) AND a.id = :id
        AND a.kind = 'replay.begin' AND a.state <> 'done'
      """;

  private ReplaySql() {}
}
