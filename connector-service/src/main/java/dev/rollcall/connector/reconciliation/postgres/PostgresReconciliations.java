package dev.rollcall.connector.reconciliation.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.reconciliation.Reconciliations;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Reconciliations and their findings as those who ask see them.
public final class PostgresReconciliations implements Reconciliations {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  /// How far a repair is, by the key that was raised for it.
  private static final String FINDINGS =
      """
      SELECT f.number, f.kind, f.resource_type, f.resource_id, f.remote_id, f.member_id,
        f.member_remote_id, f.ours, f.name, f.changes::text AS changes, f.says, f.repair_id,
        CASE WHEN f.repair_id IS NULL THEN 'open'
          WHEN k.state = 'done' AND (k.settled_at IS NULL OR k.settled_at < f.repair_at
              OR EXISTS (SELECT 1 FROM connector.hold h WHERE h.id = k.hold_id
                AND h.state = 'rejected')
              OR starts_with(f.key_id, 'extra:')
                AND connector.is_ours(r.target_id, f.resource_type, f.remote_id)) THEN 'kept'
          WHEN k.state = 'done' THEN 'repaired'
          WHEN k.state IN ('parked', 'held', 'discarded') THEN k.state
          ELSE 'repairing' END AS state
      FROM connector.reconciliation_finding f
      JOIN connector.reconciliation r ON r.id = f.run_id
      LEFT JOIN connector.lane_key k ON k.target_id = r.target_id AND k.resource_id = f.key_id
      WHERE f.run_id = :run AND f.number > :after
        AND (cardinality(:kinds) = 0 OR f.kind = ANY (:kinds))
        AND (cardinality(:types) = 0 OR f.resource_type = ANY (:types))
        AND (:ours = '' OR f.ours = (:ours = 'true'))
      ORDER BY f.number LIMIT :limit
      """;

  private static final List<String> NUMBERS =
      List.of("attempt", "calls", "users", "groups", "memberships", "pending");
  private static final List<String> TEXTS = List.of("phase", "reason", "says");

  private final DatabaseClient relaxed;

  public PostgresReconciliations(Database database) {
    this.relaxed = database.relaxed();
  }

  @Override
  public Flux<JsonObject> list(String tenant, String targetId, int limit) {
    return relaxed
        .sql(RunSql.LIST)
        .bind("tenant", tenant)
        .bind("target", targetId)
        .bind("limit", limit)
        .map(PostgresReconciliations::run)
        .all();
  }

  @Override
  public Mono<JsonObject> one(Place place) {
    return relaxed
        .sql(RunSql.ONE)
        .bind("tenant", place.tenant())
        .bind("target", place.targetId())
        .bind("id", place.id())
        .map(PostgresReconciliations::run)
        .one();
  }

  @Override
  public Flux<JsonObject> findings(Place place, Question question) {
    return relaxed
        .sql(FINDINGS)
        .bind("run", place.id())
        .bind("after", question.after())
        .bind("kinds", question.kinds().toArray(String[]::new))
        .bind("types", question.resourceTypes().toArray(String[]::new))
        .bind("ours", question.ours())
        .bind("limit", question.limit())
        .map(PostgresReconciliations::finding)
        .all();
  }

  private static JsonObject run(Readable row) {
    var json =
        JsonObject.builder()
            .put("id", PostgresRuns.text(row, "id"))
            .put("state", PostgresRuns.text(row, "state"))
            .put("begunBy", row.get("request_id") == null ? "schedule" : "act")
            .putIfPresent("requestId", row.get("request_id", String.class))
            .put("reportOnly", Boolean.TRUE.equals(row.get("report_only", Boolean.class)));
    TEXTS.forEach(name -> json.putIfPresent(name, row.get(name, String.class)));
    NUMBERS.forEach(name -> json.put(name, PostgresRuns.number(row, name)));
    json.put("groupsNotCompared", PostgresRuns.number(row, "unread"));
    Double seconds = row.get("seconds", Double.class);
    if (seconds != null && seconds > 0) {
      long read = PostgresRuns.number(row, "users") + PostgresRuns.number(row, "groups");
      json.put("readPerSecond", Math.round(read / seconds));
    }
    String findings = row.get("findings", String.class);
    if (findings != null) {
      json.put("findings", JSON.readObject(findings.getBytes(StandardCharsets.UTF_8)));
    }
    json.putIfPresent("holdId", row.get("hold_id", String.class))
        .putIfPresent("holdState", row.get("hold_state", String.class));
    return json.putIfPresent("queuedAt", time(row, "queued_at"))
        .putIfPresent("begunAt", time(row, "begun_at"))
        .putIfPresent("endedAt", time(row, "ended_at"))
        .build();
  }

  private static JsonObject finding(Readable row) {
    var json =
        JsonObject.builder()
            .put("number", PostgresRuns.number(row, "number"))
            .put("kind", PostgresRuns.text(row, "kind"))
            .put("state", PostgresRuns.text(row, "state"))
            .put("ours", Boolean.TRUE.equals(row.get("ours", Boolean.class)))
            .put("resourceType", PostgresRuns.text(row, "resource_type"))
            .putIfPresent("resourceId", row.get("resource_id", String.class))
            .putIfPresent("remoteId", row.get("remote_id", String.class))
            .putIfPresent("name", row.get("name", String.class))
            .putIfPresent("memberId", row.get("member_id", String.class))
            .putIfPresent("memberRemoteId", row.get("member_remote_id", String.class));
    JsonArray changes = changes(PostgresRuns.text(row, "changes"));
    if (!changes.elements().isEmpty()) {
      json.put("changes", changes);
    }
    return json.putIfPresent("says", row.get("says", String.class))
        .putIfPresent("repairId", row.get("repair_id", String.class))
        .build();
  }

  /// `before` is what the target shows, `after` what it must have.
  private static JsonArray changes(String text) {
    JsonObject wrapped =
        JSON.readObject(("{\"changes\":" + text + "}").getBytes(StandardCharsets.UTF_8));
    Json changes = wrapped.get("changes");
    return changes instanceof JsonArray array ? array : JsonArray.EMPTY;
  }

  private static @Nullable String time(Readable row, String column) {
    Instant time = row.get(column, Instant.class);
    return time == null ? null : time.toString();
  }
}
