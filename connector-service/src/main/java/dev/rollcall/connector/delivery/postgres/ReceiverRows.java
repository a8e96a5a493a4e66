package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.database.KeyDueAgain;
import dev.rollcall.connector.database.KeysInOrder;
import dev.rollcall.connector.delivery.Claim;
import dev.rollcall.connector.delivery.core.Presence;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/// Writes what receivers of events were told and are owed, in the transaction that is open.
final class ReceiverRows {
  private static final String MARK =
      """
      UPDATE connector.lane_key SET presence = :presence, tellings = tellings + :more,
        in_scope = :presence IN ('entering', 'told')
      WHERE target_id = :target AND resource_id = :resource
      """;

  /// Groups before gaps, and in one order: whoever works on a group has its key before it touches
  /// its gaps. Of a group that it does not know, the receiver is owed all members when it comes to
  /// know it. One that a person has taken off the list is told of them when it changes next.
  private static final String WAKE =
      KeysInOrder.locked(
              """
              k.target_id = :target AND k.presence IS DISTINCT FROM 'untold' AND k.resource_id IN (
                  SELECT m.group_id FROM connector.member m
                  WHERE m.tenant = :tenant AND m.member_id = :resource
                UNION SELECT CAST(:resource AS text) WHERE :own)
              """)
          + "UPDATE connector.lane_key k SET generation = k.generation + 1, "
          + KeyDueAgain.scheduleWhere("k.state = 'done'")
          + """
            due_at = CASE WHEN k.state = 'failing' THEN k.due_at ELSE now() END,
            state = CASE WHEN k.state = 'done' THEN 'waiting' ELSE k.state END,
            waiting_since = coalesce(k.waiting_since, now())
          """
          + KeysInOrder.THEM
          + " AND k.state <> 'discarded'";

  private static final String OWE =
      """
      INSERT INTO connector.member_gap (target_id, group_id, member_id, seq, removal_owed)
      SELECT k.target_id, m.group_id, m.member_id, m.from_seq, false
      FROM connector.member m
      JOIN connector.lane_key k ON k.target_id = :target AND k.resource_id = m.group_id
        AND k.presence IS DISTINCT FROM 'untold'
      WHERE m.tenant = :tenant
        AND (m.member_id = :resource OR :own AND m.group_id = :resource)
      ORDER BY m.group_id, m.member_id
      ON CONFLICT (target_id, group_id, member_id) DO UPDATE
        SET revision = nextval('connector.gap_revision')
      """;

  private static final String TOLD =
      """
      DELETE FROM connector.member_gap WHERE target_id = :target AND group_id = :resource
        AND member_id = ANY (:members) AND revision <= :revision
      """;

  private final DatabaseClient database;

  ReceiverRows(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> mark(Claim claim, Presence presence) {
    boolean about = presence == Presence.ENTERING || presence == Presence.LEAVING;
    return on(MARK, claim)
        .bind("presence", presence.logicalName())
        .bind("more", about ? 1L : 0L)
        .then();
  }

  /// Returns whether other keys became due.
  Mono<Boolean> owe(Claim claim, boolean own) {
    String tenant = claim.lane().tenant();
    return on(WAKE, claim)
        .bind("tenant", tenant)
        .bind("own", own)
        .fetch()
        .rowsUpdated()
        .flatMap(woken ->
            on(OWE, claim).bind("tenant", tenant).bind("own", own).then().thenReturn(woken > 0));
  }

  Mono<Void> told(Claim claim, List<String> members, long revision) {
    return on(TOLD, claim)
        .bind("members", members.toArray(String[]::new))
        .bind("revision", revision)
        .then();
  }

  private GenericExecuteSpec on(String sql, Claim claim) {
    return database
        .sql(sql)
        .bind("target", claim.lane().targetId())
        .bind("resource", claim.resource().id().value());
  }
}
