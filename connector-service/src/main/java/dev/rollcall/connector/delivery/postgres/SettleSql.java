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

  static final String SET_KEY = "UPDATE connector.lane_key SET ";
  private static final String KEY_FREE = "worker = NULL, leased_until = NULL, ";
  private static final String FREE = SET_KEY + KEY_FREE;

  /// What a key that is due waits for is its turn, or the target, and no other resource.
  private static final String NOT_FOR_OTHERS = "waits_for = NULL, ";

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
  private static String replayed(String generation) {
    return """
    replay_id = CASE WHEN generation = %s AND NOT EXISTS (SELECT 1 FROM connector.replay r
        WHERE r.id = lane_key.replay_id AND r.log_offset IS NULL AND (r.state = 'beginning'
          OR r.state IN ('running', 'paused') AND r.position < lane_key.resource_id))
      THEN NULL ELSE replay_id END
    """
        .formatted(generation);
  }

  /// What is set of a key that is done unless more was asked meanwhile.
  ///
  /// @param generation the expression of the generation that was taken
  /// @param seq the expression of what was asked when it was
  private static String done(String generation, String seq) {
    return KEY_FREE
        + WELL
        + """
        applied_seq = greatest(applied_seq, %2$s), waits_for = NULL, due_at = now(),
        settled_at = now(),
        state = CASE WHEN generation = %1$s THEN 'done' ELSE 'waiting' END,
        waiting_since = CASE WHEN generation = %1$s THEN NULL ELSE now() END,
        """
            .formatted(generation, seq)
        + replayed(generation);
  }

  /// The same, where no act holds it any more.
  static String applied(String generation, String seq) {
    return "hold_id = CASE WHEN generation = %s THEN NULL ELSE hold_id END, ".formatted(generation)
        + done(generation, seq);
  }

  static final String KEPT = SET_KEY + done(":generation", ":seq") + MINE + " RETURNING state";

  static final String RENEWED = "leased_until = now() + :lease * interval '1 millisecond'";

  /// Another instance may have heard meanwhile that the target wants a pause.
  static final String RENEW = renew("");

  /// The target did something that was asked. That ends the run of failures at once: what comes
  /// next may be that nothing is tried.
  static final String RENEW_WELL = renew(WELL);

  private static String renew(String also) {
    return SET_KEY + also + RENEWED + MINE + " RETURNING " + RateSql.PAUSE_COLUMN;
  }

  static final String APPLIED =
      SET_KEY + applied(":generation", ":seq") + MINE + " RETURNING state";

  /// Whoever waits is woken. A member that gets its account just when the membership comes may see
  /// nobody to wake, and the group sees no account yet: so the first look comes soon, and another
  /// one whenever something else is waited for than before.
  static final String WAITING =
      FREE
          + WELL
          + """
          state = 'waiting', waits_for = :why,
          due_at = CASE WHEN generation = :generation
            THEN now() + CASE WHEN waits_for IS DISTINCT FROM :why THEN :soon ELSE :wait END
              * interval '1 millisecond'
            ELSE now() END
          """
          + MINE
          + " RETURNING CASE WHEN generation = :generation THEN 'waiting' ELSE 'again' END";

  static final String YIELDED =
      FREE
          + NOT_FOR_OTHERS
          + WELL
          + "state = 'waiting', due_at = now()"
          + MINE
          + " RETURNING 'again'";

  /// The run of a leaver who is not off begins when that is first heard.
  private static final String SAID =
      """
      last_failed_at = now(), last_error_class = :class, last_status = :status, last_error = :text,
      unconfirmed_since = CASE WHEN :class = 'unconfirmed' THEN :first ELSE unconfirmed_since END,
      """;

  private static final String FAILED = SAID + "first_failed_at = :first, attempt = :attempt, ";

  /// A leaver who came while the attempt was made does not wait for the schedule.
  static final String RETRY =
      FREE
          + NOT_FOR_OTHERS
          + FAILED
          + """
          state = 'failing', due_at = CASE WHEN generation <> :generation AND priority = 0
            THEN now() ELSE :due END
          """
          + MINE
          + " RETURNING state";

  /// Nothing was tried: the key is due as before.
  static final String POSTPONED =
      FREE + NOT_FOR_OTHERS + "state = 'waiting'" + MINE + " RETURNING state";

  /// Nothing was tried. What is newer may ask for something else first.
  static final String PUT_OFF =
      FREE
          + """
          state = 'waiting', waits_for = :why,
          due_at = CASE WHEN generation = :generation
            THEN now() + :wait * interval '1 millisecond' ELSE now() END
          """
          + MINE
          + " RETURNING CASE WHEN generation = :generation THEN 'waiting' ELSE 'again' END";

  /// The attempt does not count: the target did not look at the resource.
  static final String PAUSED =
      FREE
          + NOT_FOR_OTHERS
          + """
          first_failed_at = :first, last_failed_at = now(), last_error_class = :class,
          last_status = :status, last_error = :text,
          state = 'waiting', due_at = :due
          """
          + MINE
          + " RETURNING state";

  /// What is newer than what was refused deserves a try of its own, with the whole schedule before
  /// it.
  static final String PARKED =
      FREE
          + NOT_FOR_OTHERS
          + SAID
          + """
          first_failed_at = CASE WHEN generation = :generation THEN :first END,
          attempt = CASE WHEN generation = :generation THEN :attempt ELSE 0 END,
          state = CASE WHEN generation = :generation THEN 'parked' ELSE 'waiting' END,
          due_at = now()
          """
          + MINE
          + " RETURNING state";

  static final String INTENDED =
      """
       ON CONFLICT (target_id, resource_id) DO UPDATE SET remote_id = NULL, remote_etag = NULL,
        shadow = excluded.shadow, state = 'intent'
      """;

  static final String INTEND =
      """
      INSERT INTO connector.link (target_id, resource_id, shadow, state)
      SELECT target_id, resource_id, :shadow::jsonb, 'intent' FROM connector.lane_key
      """
          + MINE
          + INTENDED;

  static final String LINKED =
      """
       ON CONFLICT (target_id, resource_id) DO UPDATE SET remote_id = excluded.remote_id,
        remote_etag = excluded.remote_etag, applied_seq = excluded.applied_seq,
        shadow = excluded.shadow, state = 'linked', unsure = i.unsure AND
      """;

  /// A doubt that came while the worker was at it stays: the worker has looked before.
  static final String LINK =
      """
      INSERT INTO connector.link AS i
        (target_id, resource_id, remote_id, remote_etag, applied_seq, shadow, state)
      VALUES (:target, :resource, :remote, :etag, :seq, :shadow::jsonb, 'linked')
      """
          + LINKED
          + """
           EXISTS (SELECT 1 FROM connector.lane_key k WHERE k.target_id = :target
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
      WITH keys AS (SELECT resource_id FROM connector.lane_key
        WHERE target_id = :target AND state = 'failing' AND last_error_class = 'conflict'
          AND resource_id <> :resource AND due_at > now() + interval '5 seconds'
        ORDER BY resource_id FOR UPDATE)
      UPDATE connector.lane_key k
      SET due_at = greatest(now(), k.last_failed_at + interval '5 seconds')
      FROM keys WHERE k.target_id = :target AND k.resource_id = keys.resource_id
      """;

  static final String WITHDRAW_INTENT =
      """
      DELETE FROM connector.link
      WHERE target_id = :target AND resource_id = :resource AND state = 'intent'
      """;

  static final String PASS_BARRIERS =
      """
      DELETE FROM connector.barrier WHERE target_id = :target AND resource_id = :resource
        AND (seq, ordinal) <= (:seq, :ordinal)
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
