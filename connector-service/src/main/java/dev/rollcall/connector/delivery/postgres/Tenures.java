package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Claim;
import dev.rollcall.connector.delivery.core.Step.Claimable;
import dev.rollcall.connector.delivery.core.Tenure;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Whose resources are that were found at a target.
final class Tenures {
  /// Two who bear one name ask one after the other. A statement of its own, so that the next one
  /// sees what the other has left.
  private static final String LOCK =
      """
      SELECT pg_advisory_xact_lock(hashtextextended(:target || '/' || :type || '/' || :remote, 0))
      """;

  private static final String WANTED =
      """
      k.in_scope AND EXISTS (SELECT 1 FROM connector.resource r
        WHERE r.tenant = :tenant AND r.id = k.resource_id AND r.document IS NOT NULL)
      """;

  /// Who is wanted at the target, stays there by a person's decision, is not off yet or is being
  /// worked on keeps what it has, and so does whoever found it first, or is named there and has not
  /// looked yet. The others are let go of under the lock of their keys, so that one who is wanted
  /// again meanwhile is seen. What they were members of stays known and is owed as a removal, since
  /// the account is still in there.
  private static final String TENURE =
      """
      WITH other AS (
        SELECT l.resource_id, l.state, l.shadow ->> 'externalId' AS bore,
          l.state <> 'intent'
            AND (l.state = 'gone' OR (k.state = 'done'
              AND coalesce(l.shadow -> 'active' = 'false'::jsonb, false)))
            AND NOT EXISTS (SELECT 1 FROM connector.hold h
              WHERE h.id = k.hold_id AND h.state = 'rejected')
            AND NOT (%1$s) AS left_it
        FROM connector.link l
        JOIN connector.lane_key k ON k.target_id = l.target_id AND k.resource_id = l.resource_id
        WHERE l.target_id = :target AND l.remote_id = :remote
          AND l.resource_id <> :resource AND NOT starts_with(l.resource_id, 'extra:')
          AND k.resource_type = :type
        ORDER BY k.resource_id FOR UPDATE OF k),
      heir AS (
        SELECT CASE WHEN bool_or(NOT left_it) THEN 'HELD'
          WHEN bool_or(:open OR :owner IN (bore, resource_id)) THEN 'LEFT'
          WHEN NOT :open AND EXISTS (SELECT 1 FROM connector.lane_key k
            WHERE k.target_id = :target AND k.resource_id = :owner AND k.resource_type = :type
              AND (k.state <> 'done' OR %1$s)) THEN 'HELD'
          ELSE 'NOBODY' END AS tenure FROM other),
      released AS (
        UPDATE connector.link l SET state = 'gone', remote_etag = NULL, unsure = false
        FROM other o, heir WHERE l.target_id = :target AND l.resource_id = o.resource_id
          AND heir.tenure = 'LEFT' AND o.state = 'linked'
        RETURNING l.resource_id),
      owed AS (
        UPDATE connector.member_gap g
        SET removal_owed = true, revision = nextval('connector.gap_revision')
        FROM released, connector.member_link m
        WHERE g.target_id = :target AND g.member_id = released.resource_id
          AND m.target_id = g.target_id AND m.group_id = g.group_id AND m.member_id = g.member_id),
      reserved AS (
        UPDATE connector.link l SET remote_id = :remote FROM heir
        WHERE l.target_id = :target AND l.resource_id = :resource AND l.state = 'intent'
          AND (heir.tenure = 'LEFT' OR heir.tenure = 'NOBODY' AND :open))
      SELECT tenure FROM heir
      """
          .formatted(WANTED);

  private final DatabaseClient database;
  private final TransactionalOperator transaction;

  Tenures(Database database) {
    this.database = database.durable();
    this.transaction = database.transaction();
  }

  Mono<Tenure> of(Claim claim, Claimable found) {
    String remoteId = found.remoteId();
    String owner = found.owner();
    Mono<Tenure> tenure =
        on(TENURE, claim, remoteId)
            .bind("tenant", claim.lane().tenant())
            .bind("resource", claim.resource().id().value())
            .bind("owner", owner == null ? "" : owner)
            .bind("open", found.isOpen())
            .map(row -> Tenure.valueOf(LaneRows.text(row, "tenure")))
            .one();
    return transaction.transactional(on(LOCK, claim, remoteId).then().then(tenure));
  }

  private GenericExecuteSpec on(String sql, Claim claim, String remoteId) {
    return database
        .sql(sql)
        .bind("target", claim.lane().targetId())
        .bind("type", claim.resource().type())
        .bind("remote", remoteId);
  }
}
