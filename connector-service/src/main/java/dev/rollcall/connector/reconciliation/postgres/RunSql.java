package dev.rollcall.connector.reconciliation.postgres;

import java.util.List;

/// The statements on runs.
final class RunSql {
  private static final String MINE = " WHERE id = :run AND worker = :worker AND state = 'running'";

  private static final String ENDED =
      "worker = NULL, leased_until = NULL, phase = NULL, ended_at = now()";

  /// One run of a target at a time; another order finds it under way.
  static final String QUEUE =
      """
      INSERT INTO connector.reconciliation
        (id, target_id, tenant, state, report_only, request_id, reason)
      VALUES (:id, :target, :tenant, 'queued', :reportOnly, :request, :reason)
      ON CONFLICT DO NOTHING
      """;

  static final String SCHEDULE =
      """
      INSERT INTO connector.reconciliation (id, target_id, tenant, state, report_only)
      SELECT gen_random_uuid()::text, n.target_id, n.tenant, 'queued', false
      FROM unnest(:targets, :tenants, :seconds) AS n (target_id, tenant, seconds)
      JOIN connector.lane l ON l.target_id = n.target_id AND l.state = 'active'
      WHERE NOT EXISTS (SELECT 1 FROM connector.reconciliation r WHERE r.target_id = n.target_id
        AND (r.state IN ('queued', 'running')
          OR r.queued_at > now() - n.seconds * interval '1 second'))
      ON CONFLICT DO NOTHING
      """;

  /// A process that is started again has nobody else under its name.
  static final String TAKE =
      """
      UPDATE connector.reconciliation r SET state = 'running', worker = :worker,
        leased_until = now() + :lease * interval '1 millisecond', attempt = r.attempt + 1,
        begun_at = now(), steps = 0, found = 0, calls = 0, users = 0, groups = 0, memberships = 0, unread = 0,
        pending = 0, says = NULL
      WHERE r.id = (SELECT q.id FROM connector.reconciliation q
          JOIN connector.lane l ON l.target_id = q.target_id AND l.state = 'active'
        WHERE q.target_id = ANY (:targets) AND (q.state = 'queued'
          OR q.state = 'running' AND (q.leased_until < now()
            OR starts_with(q.worker, :instance) AND q.worker <> :worker))
        ORDER BY q.queued_at LIMIT 1 FOR UPDATE OF q SKIP LOCKED)
      RETURNING r.id, r.target_id, r.tenant, r.report_only, r.attempt, r.begun_at
      """;

  static final String CLEAR_FINDINGS =
      "DELETE FROM connector.reconciliation_finding WHERE run_id = :run";

  /// What was read is not kept when the run has ended.
  static final List<String> CLEAR_READ =
      List.of(
          "DELETE FROM connector.reconciliation_seen WHERE run_id = :run",
          "DELETE FROM connector.reconciliation_member WHERE run_id = :run",
          "DELETE FROM connector.reconciliation_awaited WHERE run_id = :run");

  private static final String OF_ENDED =
      " WHERE run_id IN (SELECT id FROM connector.reconciliation"
          + " WHERE state NOT IN ('queued', 'running'))";

  /// The same for runs that were ended by others than those who carried them out.
  static final List<String> CLEAR_LEFT =
      List.of(
          "DELETE FROM connector.reconciliation_seen" + OF_ENDED,
          "DELETE FROM connector.reconciliation_member" + OF_ENDED,
          "DELETE FROM connector.reconciliation_awaited" + OF_ENDED);

  static final String RENEW =
      "UPDATE connector.reconciliation SET leased_until = now() + :lease * interval '1 millisecond'"
          + MINE;

  static final String GIVE_BACK =
      "UPDATE connector.reconciliation SET leased_until = now() - interval '1 second'" + MINE;

  static final String FAIL =
      "UPDATE connector.reconciliation SET state = 'failed', says = :says, " + ENDED + MINE;

  /// Nobody takes up a run of a target that is gone, and none goes on for ever.
  static final String END_LEFT =
      """
      UPDATE connector.reconciliation r SET state = 'failed', says = CASE
          WHEN l.state = 'disabled' THEN 'The target was disabled.'
          WHEN l.state IN ('active', 'paused') THEN 'It had not ended after ' || :hours || ' h.'
          ELSE 'The target was removed.' END,
      """
          + ENDED
          + """
           FROM connector.reconciliation o LEFT JOIN connector.lane l ON l.target_id = o.target_id
          WHERE r.id = o.id AND r.state IN ('queued', 'running')
            AND (l.state IS NULL OR l.state IN ('removed', 'disabled')
              OR coalesce(r.begun_at, r.queued_at) < now() - :age * interval '1 millisecond')
          """;

  static final String STEPS = "SELECT steps FROM connector.reconciliation" + MINE;

  static final String FOUND =
      "UPDATE connector.reconciliation SET found = found + :number" + MINE + " RETURNING found";

  /// The first thing of every step: who has lost the run stores nothing.
  static final String ADVANCE =
      """
      UPDATE connector.reconciliation SET steps = steps + 1, phase = :phase, calls = calls + :calls,
        users = users + :users, groups = groups + :groups,
        memberships = memberships + :memberships, unread = unread + :unread,
        pending = pending + :pending, says = coalesce(says, nullif(:says, '')),
        leased_until = now() + :lease * interval '1 millisecond'
      """
          + MINE
          + " AND steps = :before";

  static final String FINISH =
      """
      UPDATE connector.reconciliation SET state = 'done', findings = (SELECT jsonb_build_object(
          'missing', count(*) FILTER (WHERE kind = 'missing'),
          'extra', count(*) FILTER (WHERE kind = 'extra' AND ours),
          'drift', count(*) FILTER (WHERE kind = 'drift'),
          'member_missing', count(*) FILTER (WHERE kind = 'member_missing'),
          'member_extra', count(*) FILTER (WHERE kind = 'member_extra' AND ours),
          'not_ours', count(*) FILTER (WHERE NOT ours))
        FROM connector.reconciliation_finding WHERE run_id = :run),
      """
          + ENDED
          + MINE;

  static final String CANCEL =
      """
      UPDATE connector.reconciliation SET state = 'cancelled', says = :says,
      """
          + ENDED
          + """
           WHERE id = :id AND tenant = :tenant AND target_id = :target
            AND state IN ('queued', 'running')
          """;

  static final String STANDINGS =
      """
      SELECT r.target_id, f.key AS kind, f.value::bigint AS number,
        extract(epoch FROM now() - r.ended_at)::bigint AS age
      FROM (SELECT DISTINCT ON (target_id) target_id, findings, ended_at
        FROM connector.reconciliation WHERE state = 'done'
        ORDER BY target_id, queued_at DESC) AS r
      JOIN connector.lane l ON l.target_id = r.target_id AND l.state <> 'removed',
        jsonb_each_text(r.findings) AS f
      """;

  /// A question about what nobody remembers is none any more. The last complete run is remembered
  /// however many have failed since: its age is what rings.
  static final String FORGET =
      """
      WITH old AS MATERIALIZED (SELECT id, hold_id FROM (
          SELECT id, hold_id, state,
            row_number() OVER (PARTITION BY target_id ORDER BY queued_at DESC) AS place,
            row_number() OVER (PARTITION BY target_id, state ORDER BY queued_at DESC) AS in_state
          FROM connector.reconciliation) AS ranked
        WHERE place > :kept AND state NOT IN ('queued', 'running')
          AND NOT (state = 'done' AND in_state = 1)),
      overtaken AS (UPDATE connector.hold h SET state = 'overtaken', decided_at = now() FROM old
        WHERE h.id = old.hold_id AND h.state = 'held')
      DELETE FROM connector.reconciliation r USING old WHERE r.id = old.id
      """;

  static final String OF_ID =
      """
      SELECT r.state, r.hold_id, EXISTS (SELECT 1 FROM connector.reconciliation n
          WHERE n.target_id = r.target_id AND n.state = 'done' AND n.queued_at > r.queued_at)
          AS outdated
      FROM connector.reconciliation r
      WHERE r.id = :id AND r.tenant = :tenant AND r.target_id = :target FOR UPDATE OF r
      """;

  private static final String SHOWN =
      """
      SELECT r.id, r.state, r.request_id, r.report_only, r.phase, r.reason, r.says, r.attempt, r.calls,
        r.users, r.groups, r.memberships, r.pending, r.unread, r.findings::text AS findings, r.hold_id,
        r.queued_at, r.begun_at, r.ended_at,
        extract(epoch FROM coalesce(r.ended_at, now()) - r.begun_at)::double precision AS seconds,
        h.state AS hold_state
      FROM connector.reconciliation r LEFT JOIN connector.hold h ON h.id = r.hold_id
      WHERE r.tenant = :tenant AND r.target_id = connector.lane_of(:tenant, :target)
      """;

  static final String LIST = SHOWN + " ORDER BY r.queued_at DESC, r.id LIMIT :limit";

  static final String ONE = SHOWN + " AND r.id = :id";

  private RunSql() {}
}
