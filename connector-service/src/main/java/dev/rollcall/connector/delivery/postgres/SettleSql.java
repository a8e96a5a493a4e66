package dev.rollcall.connector.delivery.postgres;

/// The statements that store what came of a key. Each that touches a key checks the lease, and each
/// that judges it checks that the lane is still configured as the worker knows it. Whoever changes
/// the configuration raises the generation of keys in work, so that a check that was overtaken by
/// it leaves no key done.
final class SettleSql {
  private static final String MINE =
      """
       WHERE target_id = :target AND resource_id = :resource AND worker = :worker
        AND EXISTS (SELECT 1 FROM connector.lane l WHERE l.target_id = :target
          AND l.fingerprint = :fingerprint)
      """;

  private static final String FREE =
      "UPDATE connector.lane_key SET worker = NULL, leased_until = NULL, ";

  private static final String WELL =
      "attempt = 0, first_failed_at = NULL, last_failed_at = NULL, last_error_class = NULL,"
          + " last_status = NULL, last_error = NULL, ";

  /// The configuration is another one: nothing is judged by the old one.
  static final String RECONFIGURED =
      FREE
          + """
          state = 'waiting', due_at = now()
          WHERE target_id = :target AND resource_id = :resource AND worker = :worker
          RETURNING 'again'
          """;

  /// The act is looked at together with the key, so that neither a release nor a hold is missed.
  static final String LOCK_HOLD = "SELECT state FROM connector.hold WHERE id = :hold FOR SHARE";

  static final String HELD =
      FREE
          + WELL
          + """
          due_at = now(), waits_for = NULL,
          state = CASE WHEN generation = :generation AND hold_id = :hold AND :pending THEN 'held'
            ELSE 'waiting' END
          """
          + MINE
          + " RETURNING CASE WHEN state = 'held' THEN state ELSE 'again' END";

  /// A replay that is yet to come to the key comes to it, although it was in work meanwhile: what
  /// it does not believe is more than what changed.
  private static final String REPLAYED =
      """
      replay_id = CASE WHEN generation = :generation AND NOT EXISTS (SELECT 1 FROM connector.replay r
          WHERE r.id = lane_key.replay_id AND r.log_offset IS NULL AND (r.state = 'beginning'
            OR r.state IN ('running', 'paused') AND r.position < lane_key.resource_id))
        THEN NULL ELSE replay_id END
      """;

  static final String KEPT =
      FREE
          + WELL
          + """
          applied_seq = greatest(applied_seq, :seq), waits_for = NULL, due_at = now(),
          settled_at = now(),
          state = CASE WHEN generation = :generation THEN 'done' ELSE 'waiting' END,
          waiting_since = CASE WHEN generation = :generation THEN NULL ELSE now() END,
          """
          + REPLAYED
          + MINE
          + " RETURNING state";

  /// Another instance may have heard meanwhile that the target wants a pause.
  static final String RENEW =
      "UPDATE connector.lane_key SET leased_until = now() + :lease * interval '1 millisecond'"
          + MINE
          + " RETURNING coalesce(("
          + RateSql.PAUSE
          + "), 0) AS pause";

  static final String APPLIED =
      FREE
          + WELL
          + """
          applied_seq = greatest(applied_seq, :seq), waits_for = NULL, due_at = now(),
          settled_at = now(),
          state = CASE WHEN generation = :generation THEN 'done' ELSE 'waiting' END,
          waiting_since = CASE WHEN generation = :generation THEN NULL ELSE now() END,
          hold_id = CASE WHEN generation = :generation THEN NULL ELSE hold_id END,
          """
          + REPLAYED
          + MINE
          + " RETURNING state";

  static final String WAITING =
      FREE
          + WELL
          + """
          state = 'waiting', waits_for = :why,
          due_at = CASE WHEN generation = :generation
            THEN now() + :wait * interval '1 millisecond' ELSE now() END
          """
          + MINE
          + " RETURNING CASE WHEN generation = :generation THEN 'waiting' ELSE 'again' END";

  static final String YIELDED =
      FREE + WELL + "state = 'waiting', due_at = now()" + MINE + " RETURNING 'again'";

  private static final String FAILED =
      """
      first_failed_at = :first, last_failed_at = now(), last_error_class = :class,
      last_status = :status, last_error = :text, attempt = :attempt,
      """;

  /// A leaver who came while the attempt was made does not wait for the schedule.
  static final String RETRY =
      FREE
          + FAILED
          + """
          state = 'failing', due_at = CASE WHEN generation <> :generation AND priority = 0
            THEN now() ELSE :due END
          """
          + MINE
          + " RETURNING state";

  /// Nothing was tried: the key is due as before.
  static final String POSTPONED = FREE + "state = 'waiting'" + MINE + " RETURNING state";

  /// The attempt does not count: the target did not look at the resource.
  static final String PAUSED =
      FREE
          + """
          first_failed_at = :first, last_failed_at = now(), last_error_class = :class,
          last_status = :status, last_error = :text,
          state = 'waiting', due_at = :due
          """
          + MINE
          + " RETURNING state";

  /// What is newer than what was refused deserves a try of its own.
  static final String PARKED =
      FREE
          + FAILED
          + """
          state = CASE WHEN generation = :generation THEN 'parked' ELSE 'waiting' END,
          due_at = now()
          """
          + MINE
          + " RETURNING state";

  static final String INTEND =
      """
      INSERT INTO connector.link (target_id, resource_id, shadow, state)
      SELECT target_id, resource_id, :shadow::jsonb, 'intent' FROM connector.lane_key
      """
          + MINE
          + """
           ON CONFLICT (target_id, resource_id) DO UPDATE SET remote_id = NULL, remote_etag = NULL,
            shadow = excluded.shadow, state = 'intent'
          """;

  /// A doubt that came while the worker was at it stays: the worker has looked before.
  static final String LINK =
      """
      INSERT INTO connector.link AS i
        (target_id, resource_id, remote_id, remote_etag, applied_seq, shadow, state)
      VALUES (:target, :resource, :remote, :etag, :seq, :shadow::jsonb, 'linked')
      ON CONFLICT (target_id, resource_id) DO UPDATE SET remote_id = excluded.remote_id,
        remote_etag = excluded.remote_etag, applied_seq = excluded.applied_seq,
        shadow = excluded.shadow, state = 'linked', unsure = i.unsure AND EXISTS (
          SELECT 1 FROM connector.lane_key k WHERE k.target_id = :target
            AND k.resource_id = :resource AND k.generation <> :generation)
      """;

  static final String DROP_LINK =
      """
      UPDATE connector.link SET state = 'gone', remote_etag = NULL, unsure = false
      WHERE target_id = :target AND resource_id = :resource
      """;

  /// A name may be free now for another resource of ours, who asks every five seconds at most.
  static final String HURRY_CONFLICTS =
      """
      UPDATE connector.lane_key SET due_at = greatest(now(), last_failed_at + interval '5 seconds')
      WHERE target_id = :target AND state = 'failing' AND last_error_class = 'conflict'
        AND resource_id <> :resource AND due_at > now() + interval '5 seconds'
      """;

  static final String WITHDRAW_INTENT =
      """
      DELETE FROM connector.link
      WHERE target_id = :target AND resource_id = :resource AND state = 'intent'
      """;

  /// What a group that is gone at the target held there, and what a member that is gone was in.
  static final String DROP_CONFIRMED =
      """
      DELETE FROM connector.member_link
      WHERE target_id = :target AND (group_id = :resource OR member_id = :resource)
      """;

  /// A group that must exist is owed all its members; one that must not, nothing. A member that
  /// gets another account at the target is owed its groups.
  static final String OWE_MEMBERS =
      """
      INSERT INTO connector.member_gap AS g (target_id, group_id, member_id, seq, removal_owed)
      SELECT :target, m.group_id, m.member_id, m.from_seq, false FROM connector.member m
      WHERE m.tenant = :tenant AND (m.group_id = :resource OR m.member_id = :resource)
      ON CONFLICT (target_id, group_id, member_id) DO UPDATE SET removal_owed = false,
        revision = nextval('connector.gap_revision')
      """;

  static final String CLEAR_GAPS_OF_GONE_GROUP =
      """
      DELETE FROM connector.member_gap g WHERE g.target_id = :target AND g.group_id = :resource
        AND NOT EXISTS (SELECT 1 FROM connector.resource r WHERE r.tenant = :tenant
          AND r.id = :resource AND r.document IS NOT NULL)
      """;

  static final String PASS_BARRIERS =
      """
      DELETE FROM connector.barrier WHERE target_id = :target AND resource_id = :resource
        AND (seq, ordinal) <= (:seq, :ordinal)
      """;

  static final String CONFIRM_MEMBERS =
      """
      INSERT INTO connector.member_link (target_id, group_id, member_id, remote_member_id)
      SELECT :target, :resource, n.member_id, n.remote_id
      FROM unnest(:members, :remotes) AS n (member_id, remote_id)
      ON CONFLICT (target_id, group_id, member_id) DO UPDATE
      SET remote_member_id = excluded.remote_member_id
      """;

  static final String UNCONFIRM_MEMBERS =
      """
      DELETE FROM connector.member_link WHERE target_id = :target AND group_id = :resource
        AND member_id = ANY (:members)
      """;

  /// A gap that was touched since it was loaded stays.
  static final String CLOSE_GAPS =
      """
      DELETE FROM connector.member_gap g USING unnest(:members, :revisions) AS n (member_id, revision)
      WHERE g.target_id = :target AND g.group_id = :resource AND g.member_id = n.member_id
        AND g.revision = n.revision
      """;

  /// The removal was seen; whether the member is wanted again is another question.
  static final String REMOVAL_SEEN =
      """
      UPDATE connector.member_gap g SET removal_owed = false, attempted_remote_id = NULL
      FROM unnest(:members, :revisions) AS n (member_id, revision)
      WHERE g.target_id = :target AND g.group_id = :resource AND g.member_id = n.member_id
        AND g.revision = n.revision
      """;

  /// Groups that wait for this member, and resources that name it as their manager.
  static final String WAKE_DEPENDENTS =
      """
      UPDATE connector.lane_key k SET generation = k.generation + 1,
        due_at = CASE WHEN k.state = 'failing' THEN k.due_at ELSE now() END,
        state = CASE WHEN k.state = 'done' THEN 'waiting' ELSE k.state END,
        waiting_since = coalesce(k.waiting_since, now())
      WHERE k.target_id = :target AND k.resource_id IN (
          SELECT g.group_id FROM connector.member_gap g
          WHERE g.target_id = :target AND g.member_id = :resource
        UNION
          SELECT r.id FROM connector.resource r
          WHERE r.tenant = :tenant AND r.document
            #>> '{urn:ietf:params:scim:schemas:extension:enterprise:2.0:User,manager,value}'
            = :resource)
      """;

  static final String SCOPE =
      """
      UPDATE connector.lane_key SET in_scope = :inside
      WHERE target_id = :target AND resource_id = :resource
      """;

  /// What belongs to no target's scope is a member of nothing there. A group that is in work has
  /// looked at its members by what was true before: the revision tells it so.
  static final String LOOK_AT_MEMBERSHIPS =
      """
      INSERT INTO connector.member_gap (target_id, group_id, member_id, seq, removal_owed)
      SELECT :target, m.group_id, m.member_id, m.from_seq, false FROM connector.member m
      WHERE m.tenant = :tenant AND m.member_id = :resource
      ON CONFLICT (target_id, group_id, member_id) DO UPDATE
        SET revision = nextval('connector.gap_revision')
      """;

  static final String TAKE_EVENT =
      """
      WITH taken AS (DELETE FROM connector.outbox WHERE target_id = :target
        AND resource_id = :resource AND seq = :seq AND ordinal = :ordinal)
      DELETE FROM connector.outbox WHERE target_id = :target AND resource_id = :resource
        AND discarded AND (seq, ordinal) < (:seq, :ordinal)
      """;

  static final String DEAD_LETTER =
      "INSERT INTO connector.dead_letter (tenant, record) VALUES (:tenant, :record)";

  private SettleSql() {}
}
