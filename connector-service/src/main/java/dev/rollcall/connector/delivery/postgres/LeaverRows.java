package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.delivery.Claim;
import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.connector.delivery.core.Leaving.Basis;
import java.time.Instant;
import java.util.Locale;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/// Writes when leavers were seen to be out, in the transaction that is open.
final class LeaverRows {
  /// Deactivations and deletions are noted by intake; only the worker can see who is out of scope.
  ///
  /// One who left and is still in leaves once, however many changes come between two attempts.
  ///
  /// Noted is who is still in: the note is made again with all that is stored of the same leaving,
  /// also behind the call that took somebody out. A change of scope is no decision of the
  /// directory, so that whoever leaves, comes back and leaves again may do so under one number.
  ///
  /// A receiver of events has no account that could be looked at: there the directory says whether
  /// somebody was in.
  ///
  /// The key may have waited for something else before. Whoever left did so at the latest of: when
  /// the key began to wait, the last decision on the resource, the last change of the target's
  /// scope or mapping.
  private static final String NOTE =
      """
      INSERT INTO connector.leaver AS n
        (target_id, resource_id, seq, tenant, cause, request_id, since)
      SELECT k.target_id, k.resource_id, :seq, :tenant, 'out_of_scope', :request,
        coalesce(greatest(CAST(:since AS timestamptz), r.recorded_at,
          (SELECT max(h.begun_at) FROM connector.hold h WHERE h.target_id = k.target_id
            AND h.act IN ('configuration', 'return'))), now())
      FROM connector.lane_key k
      LEFT JOIN connector.link i ON i.target_id = k.target_id AND i.resource_id = k.resource_id
        AND i.state = 'linked' AND i.shadow ->> 'active' IS DISTINCT FROM 'false'
      LEFT JOIN connector.resource r ON r.tenant = k.tenant AND r.id = k.resource_id
      WHERE k.target_id = :target AND k.resource_id = :resource AND k.in_scope
        AND (i.resource_id IS NOT NULL
          OR k.presence IS NOT NULL AND r.document ->> 'active' IS DISTINCT FROM 'false')
        AND NOT EXISTS (SELECT 1 FROM connector.leaver o WHERE o.target_id = k.target_id
          AND o.resource_id = k.resource_id AND o.off_at IS NULL)
      ON CONFLICT (target_id, resource_id, seq, again) DO UPDATE SET cause = excluded.cause,
        request_id = excluded.request_id, since = excluded.since, off_at = NULL, basis = NULL,
        alarmed_at = NULL
      WHERE n.off_at IS NOT NULL
      """;

  /// At a feed nobody is out by what its consumer has not acknowledged. Whoever was seen to be on
  /// again is out when the target shows it, or says so of a call, and not by what was known before.
  private static final String OUT =
      """
      UPDATE connector.leaver SET off_at = now(), basis = :basis
      WHERE target_id = :target AND resource_id = :resource AND seq <= :seq AND off_at IS NULL
        AND NOT (cause = 'on_again' AND :basis = 'known')
        AND NOT EXISTS (SELECT 1 FROM connector.feed f JOIN connector.feed_entry e
          ON e.target_id = f.target_id AND e.position > f.acknowledged
          WHERE f.target_id = :target AND e.resource_id = :resource)
      """;

  private static final String BACK =
      """
      DELETE FROM connector.leaver WHERE target_id = :target AND resource_id = :resource
        AND off_at IS NULL AND cause IN ('out_of_scope', 'on_again')
      """;

  private final DatabaseClient database;

  LeaverRows(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> note(Claim claim) {
    GenericExecuteSpec spec =
        on(NOTE, claim, claim.desiredSeq()).bind("tenant", claim.lane().tenant());
    spec =
        claim.requestIds().isEmpty()
            ? spec.bindNull("request", String.class)
            : spec.bind("request", claim.requestIds().getLast());
    Instant since = claim.waitingSince();
    return (since == null ? spec.bindNull("since", Instant.class) : spec.bind("since", since))
        .then();
  }

  /// Nobody who is in scope again is overdue by what was noted before.
  Mono<Void> back(Claim claim) {
    return database
        .sql(BACK)
        .bind("target", claim.lane().targetId())
        .bind("resource", claim.resource().id().value())
        .then();
  }

  /// Notes that whoever left is out; says whether somebody was still in by what was known.
  Mono<Boolean> out(Claim claim, long seq, Basis basis) {
    return on(OUT, claim, seq)
        .bind("basis", basis.name().toLowerCase(Locale.ROOT))
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }

  /// A target that gets every fact is told of a leaver by one of them, and cannot be read.
  Mono<Void> told(Claim claim, Event event) {
    return event.fact().isDeparture() ? out(claim, event.seq(), Basis.ANSWER).then() : Mono.empty();
  }

  private GenericExecuteSpec on(String sql, Claim claim, long seq) {
    return database
        .sql(sql)
        .bind("target", claim.lane().targetId())
        .bind("resource", claim.resource().id().value())
        .bind("seq", seq);
  }
}
