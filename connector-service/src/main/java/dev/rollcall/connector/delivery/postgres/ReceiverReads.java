package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.Claim;
import dev.rollcall.connector.delivery.core.Acquaintance;
import dev.rollcall.connector.delivery.core.Acquaintance.Present;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.delivery.core.Presence;
import dev.rollcall.connector.mapping.core.Candidate;
import dev.rollcall.connector.mapping.core.Scope;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Reads what receivers of events were told, and what a scope has to judge.
final class ReceiverReads {
  /// The revision is read before the gaps, and so are they before anybody's membership is judged.
  private static final String ACQUAINTANCE =
      """
      SELECT k.presence, k.tellings, r.document::text AS document, coalesce(r.version, 0) AS version,
        (SELECT s.last_value FROM connector.gap_revision s) AS revision,
        ARRAY(SELECT g.group_id FROM connector.member g WHERE g.tenant = k.tenant
          AND g.member_id = k.resource_id AND g.group_id = ANY (:groups)) AS member_of
      FROM connector.lane_key k
      LEFT JOIN connector.resource r ON r.tenant = k.tenant AND r.id = k.resource_id
      WHERE k.target_id = :target AND k.resource_id = :resource
      """;

  private static final String GAPS =
      """
      SELECT g.member_id, g.revision, coalesce(m.member_type, '') AS member_type,
        m.member_id IS NOT NULL AS wanted
      FROM connector.member_gap g
      LEFT JOIN connector.member m ON m.tenant = :tenant AND m.group_id = g.group_id
        AND m.member_id = g.member_id
      WHERE g.target_id = :target AND g.group_id = :resource
      ORDER BY g.revision LIMIT :limit
      """;

  /// Whole documents only where a filter asks for them.
  private static final String CANDIDATES =
      """
      SELECT r.id, r.type, k.presence, coalesce(k.tellings, 0) AS tellings,
        CASE WHEN r.document IS NULL THEN NULL WHEN :whole THEN r.document::text ELSE '{}' END
          AS document,
        ARRAY(SELECT g.group_id FROM connector.member g WHERE g.tenant = r.tenant
          AND g.member_id = r.id AND g.group_id = ANY (:groups)) AS member_of
      FROM unnest(:ids) AS n (id)
      JOIN connector.resource r ON r.tenant = :tenant AND r.id = n.id
      LEFT JOIN connector.lane_key k ON k.target_id = :target AND k.resource_id = r.id
      """;

  private final DatabaseClient database;
  private final Limits.Delivery limits;

  ReceiverReads(DatabaseClient database, Limits.Delivery limits) {
    this.database = database;
    this.limits = limits;
  }

  Mono<Acquaintance> acquaintance(Claim claim, Set<String> groups) {
    Mono<Acquaintance> known =
        database
            .sql(ACQUAINTANCE)
            .bind("target", claim.lane().targetId())
            .bind("resource", claim.resource().id().value())
            .bind("groups", groups.toArray(String[]::new))
            .map(ReceiverReads::acquaintance)
            .one();
    return claim.resource().type().equals("Group")
        ? known.flatMap(it -> gaps(claim).map(page -> it.withGaps(page, isFull(page))))
        : known;
  }

  private boolean isFull(List<MemberGap> page) {
    return page.size() == limits.gapsMax();
  }

  private Mono<List<MemberGap>> gaps(Claim claim) {
    return database
        .sql(GAPS)
        .bind("target", claim.lane().targetId())
        .bind("tenant", claim.lane().tenant())
        .bind("resource", claim.resource().id().value())
        .bind("limit", limits.gapsMax())
        .map(row ->
            new MemberGap(
                LaneRows.text(row, "member_id"),
                LaneRows.text(row, "member_type"),
                LaneRows.number(row, "revision"),
                false,
                null,
                null,
                LaneRows.flag(row, "wanted"),
                null))
        .all()
        .collectList();
  }

  Flux<Candidate> candidates(Claim claim, Set<String> ids, Scope scope) {
    return database
        .sql(CANDIDATES)
        .bind("target", claim.lane().targetId())
        .bind("tenant", claim.lane().tenant())
        .bind("ids", ids.toArray(String[]::new))
        .bind("groups", scope.groups().toArray(String[]::new))
        .bind("whole", scope.users() != null)
        .map(row ->
            new Candidate(
                new ResourceRef(
                    LaneRows.text(row, "type"), new ResourceId(LaneRows.text(row, "id"))),
                LaneRows.object(row, "document"),
                memberOf(row),
                presence(row),
                LaneRows.number(row, "tellings")))
        .all();
  }

  private static Acquaintance acquaintance(Readable row) {
    JsonObject document = LaneRows.object(row, "document");
    return new Acquaintance(
        presence(row),
        LaneRows.number(row, "tellings"),
        document == null ? null : new Present(document, LaneRows.number(row, "version")),
        memberOf(row),
        List.of(),
        false,
        LaneRows.number(row, "revision"));
  }

  private static Set<String> memberOf(Readable row) {
    return Set.of(LaneRows.required(row.get("member_of", String[].class)));
  }

  private static @Nullable Presence presence(Readable row) {
    String stored = row.get("presence", String.class);
    return stored == null ? null : Presence.of(stored);
  }
}
