package dev.rollcall.connector.parking.postgres;

import dev.rollcall.connector.database.KeyDueAgain;
import dev.rollcall.connector.database.KeysInOrder;
import dev.rollcall.connector.parking.core.Act;
import java.util.List;

/// The statements that carry out acts. Each takes a page, however many keys that is.
final class ActSql {
  static final String TAKE =
      """
      SELECT id, tenant, target_id, kind, body::text AS body, request_id, state, total, done, passed,
        taken_back, says
      FROM connector.act WHERE state IN ('queued', 'running') AND next_at <= now()
      ORDER BY (kind <> 'cancel'), next_at LIMIT 1 FOR UPDATE SKIP LOCKED
      """;

  static final String POSTPONE =
      """
      UPDATE connector.act SET next_at = now() + :pause * interval '1 millisecond'
      WHERE id = :id AND state IN ('queued', 'running')
      """;

  static final String OTHER =
      """
      SELECT id, tenant, target_id, kind, body::text AS body, request_id, state, total, done, passed,
        taken_back, says
      FROM connector.act WHERE id = :id AND tenant = :tenant AND target_id = :target FOR UPDATE
      """;

  static final String SAVE =
      """
      UPDATE connector.act SET state = :state, total = :total, done = :done, passed = :passed,
        taken_back = :back, says = :says,
        next_at = now() + :pause * interval '1 millisecond',
        started_at = coalesce(started_at, now()),
        ended_at = CASE WHEN :state IN ('done', 'cancelled', 'refused') THEN now() END
      WHERE id = :id
      """;

  /// Whom the act concerns is settled once, leavers first.
  static final String SELECT =
      "INSERT INTO connector.act_key (act_id, resource_id, ordinal)\n"
          + "SELECT :act, k.resource_id, row_number() OVER\n"
          + "  (ORDER BY k.priority, k.last_failed_at, k.resource_id)\n"
          + LetterSql.FOUND
          + " AND k.state = ANY (:states)"
          + " AND (NOT :named OR k.resource_id = ANY (:ids))";

  private static final String PAGE =
      """
      WITH page AS (
        SELECT resource_id FROM connector.act_key WHERE act_id = :act AND state = 'pending'
        ORDER BY ordinal LIMIT :limit),
      was AS (
        SELECT k.resource_id, k.state, k.generation, k.attempt, k.first_failed_at, k.last_failed_at
        FROM connector.lane_key k JOIN page USING (resource_id)
        WHERE k.target_id = :target AND k.state = ANY (:states)
        ORDER BY k.resource_id FOR UPDATE OF k),
      changed AS (
        UPDATE connector.lane_key k SET act_id = :act,
      """;

  private static final String CHANGED =
      """
        FROM was WHERE k.target_id = :target AND k.resource_id = was.resource_id
        RETURNING k.resource_id),
      """;

  private static final String MARK =
      """
      marked AS (
        UPDATE connector.act_key a SET was = was.state, generation = was.generation,
          attempt = was.attempt, first_failed_at = was.first_failed_at,
          last_failed_at = was.last_failed_at,
          state = CASE WHEN was.resource_id IS NULL THEN 'passed' ELSE 'done' END
        FROM page LEFT JOIN was USING (resource_id)
        WHERE a.act_id = :act AND a.resource_id = page.resource_id RETURNING a.state)
      SELECT count(*) FILTER (WHERE state = 'done') AS done,
        count(*) FILTER (WHERE state = 'passed') AS passed,
        (SELECT count(*) FROM changed) AS changed
      FROM marked
      """;

  /// The run of failures is over: a key that is tried again has the whole schedule before it. One
  /// that was discarded has its event back.
  static final String REDRIVE =
      PAGE
          + """
              state = 'waiting', due_at = now(),
          """
          + KeyDueAgain.SCHEDULE
          + """
              waiting_since = coalesce(k.waiting_since, k.first_failed_at, now())
          """
          + CHANGED
          + """
          restored AS (UPDATE connector.outbox o SET discarded = false FROM was
            WHERE was.state = 'discarded' AND o.target_id = :target
              AND o.resource_id = was.resource_id AND o.discarded),
          """
          + MARK;

  /// Where every event is told, it is the first one that was refused; the others go on.
  static final String DISCARD =
      PAGE
          + """
              (state, due_at, attempt, first_failed_at, waiting_since) = (SELECT
                CASE WHEN more THEN 'waiting' ELSE 'discarded' END,
                CASE WHEN more THEN now() ELSE k.due_at END,
                CASE WHEN more THEN 0 ELSE k.attempt END,
                CASE WHEN NOT more THEN k.first_failed_at END,
                CASE WHEN more THEN now() END
                FROM (SELECT count(*) > 1 AS more FROM (SELECT FROM connector.outbox o
                  WHERE o.target_id = k.target_id AND o.resource_id = k.resource_id
                    AND NOT o.discarded LIMIT 2) AS two) AS others)
          """
          + CHANGED
          + """
          given_up AS (UPDATE connector.outbox o SET discarded = true
            FROM changed CROSS JOIN LATERAL (SELECT e.seq, e.ordinal FROM connector.outbox e
              WHERE e.target_id = :target AND e.resource_id = changed.resource_id
                AND NOT e.discarded ORDER BY e.seq, e.ordinal LIMIT 1) AS refused
            WHERE o.target_id = :target AND o.resource_id = changed.resource_id
              AND o.seq = refused.seq AND o.ordinal = refused.ordinal),
          """
          + MARK;

  /// What nobody has touched since: no newer state, no attempt, no other act. An event that was
  /// discarded by it is there again, and one that it brought back is discarded again.
  static final String TAKE_BACK =
      KeysInOrder.joined(
              ", a.was, a.attempt, a.first_failed_at",
              "JOIN connector.act_key a ON a.resource_id = k.resource_id",
              """
              a.act_id = :act AND a.state = 'done' AND k.target_id = :target
                AND k.act_id = :act AND k.generation = a.generation
                AND k.last_failed_at IS NOT DISTINCT FROM a.last_failed_at
                AND k.state = ANY (:left)
              """)
          + """
          , back AS (
            UPDATE connector.lane_key k SET state = keys.was, attempt = keys.attempt,
              first_failed_at = keys.first_failed_at, act_id = :cancel,
              waiting_since = CASE WHEN keys.was = 'discarded' THEN NULL
                ELSE coalesce(k.waiting_since, keys.first_failed_at, now()) END
          """
          + KeysInOrder.THEM
          + """
            RETURNING k.resource_id, keys.was),
          turned AS (UPDATE connector.outbox o SET discarded = (:kind = 'redrive')
            FROM back CROSS JOIN LATERAL (SELECT e.seq, e.ordinal FROM connector.outbox e
              WHERE e.target_id = :target AND e.resource_id = back.resource_id
                AND e.discarded = (:kind = 'discard')
              ORDER BY CASE WHEN e.discarded THEN - e.seq ELSE e.seq END,
                CASE WHEN e.discarded THEN - e.ordinal ELSE e.ordinal END LIMIT 1) AS one
            WHERE (:kind = 'discard' OR back.was = 'discarded') AND o.target_id = :target
              AND o.resource_id = back.resource_id AND o.seq = one.seq AND o.ordinal = one.ordinal),
          marked AS (
            UPDATE connector.act_key a SET state = 'taken_back' FROM back
            WHERE a.act_id = :act AND a.resource_id = back.resource_id RETURNING 1)
          SELECT count(*) AS back FROM marked
          """;

  static final String SHOW =
      """
      SELECT id, kind, body::text AS body, request_id, recorded_at, state, says, total, done, passed,
        taken_back, started_at, ended_at
      FROM connector.act WHERE tenant = :tenant AND target_id = :target
        AND (:id = '' OR id = :id) ORDER BY recorded_at DESC, id DESC LIMIT :limit
      """;

  static final String FORGET =
      """
      DELETE FROM connector.act_key k USING connector.act a
      WHERE a.id = k.act_id AND a.ended_at < now() - :keep * interval '1 millisecond'
      """;

  private ActSql() {}

  /// In which states keys are that an act may change. A discarded key that is named is tried again.
  static List<String> states(Act.OnKeys act) {
    return act instanceof Act.Redrive && act.selection().resourceIds() != null
        ? List.of("parked", "discarded")
        : List.of("parked");
  }
}
