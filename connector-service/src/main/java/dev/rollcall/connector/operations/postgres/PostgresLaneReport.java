package dev.rollcall.connector.operations.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.operations.LaneReport;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What operators see, from the lane tables.
public final class PostgresLaneReport implements LaneReport {
  private static final Duration QUICK = Duration.ofSeconds(2);

  private static final String TARGETS =
      """
      SELECT l.target_id, l.kind, l.state, l.breaker_state, l.open_until, l.not_before, l.last_error,
        l.last_error_class, l.last_status, l.last_failed_at, l.fault,
        count(k.target_id) AS backlog,
        count(k.target_id) FILTER (WHERE k.state = 'parked') AS parked,
        count(k.target_id) FILTER (WHERE k.state = 'failing') AS failing,
        count(k.target_id) FILTER (WHERE k.state = 'held') AS held,
        min(k.waiting_since) AS oldest
      FROM connector.lane l
      LEFT JOIN connector.lane_key k ON k.target_id = l.target_id
        AND k.state NOT IN ('done', 'discarded')
      WHERE l.tenant = :tenant AND l.state <> 'removed' AND (:target = ''
        OR l.target_id = connector.lane_of(:tenant, :target))
      GROUP BY l.target_id ORDER BY l.target_id
      """;

  private static final String KEYS =
      """
      SELECT k.* FROM connector.lane_key k
      WHERE k.tenant = :tenant AND k.state = ANY (:states) AND k.target_id IN (
        SELECT l.target_id FROM connector.lane l WHERE l.tenant = :tenant AND l.state <> 'removed'
        AND l.target_id = connector.lane_of(:tenant, :target))
      ORDER BY k.last_failed_at DESC NULLS LAST, k.due_at LIMIT :limit
      """;

  private static final String PENDING =
      """
      SELECT count(*) AS pending FROM connector.lane_key k
      JOIN connector.lane l ON l.target_id = k.target_id
      WHERE k.tenant = :tenant AND k.state NOT IN ('done', 'discarded') AND l.state <> 'removed'
      """;

  private static final String POSITIONS =
      """
      SELECT partition, seq FROM connector.partition_position
      WHERE cardinality(:partitions::int[]) = 0 OR partition = ANY (:partitions) ORDER BY partition
      """;

  private static final List<String> NOT_DONE =
      List.of("waiting", "working", "failing", "parked", "held");

  private final Database database;

  public PostgresLaneReport(Database database) {
    this.database = database;
  }

  private DatabaseClient client() {
    return database.relaxed();
  }

  @Override
  public Flux<JsonObject> targets(String tenant) {
    return targets(tenant, "");
  }

  @Override
  public Mono<JsonObject> target(String tenant, String targetId) {
    return targets(tenant, targetId).next();
  }

  private Flux<JsonObject> targets(String tenant, String targetId) {
    return client()
        .sql(TARGETS)
        .bind("tenant", tenant)
        .bind("target", targetId)
        .map(PostgresLaneReport::target)
        .all();
  }

  private static JsonObject target(Readable row) {
    var json =
        JsonObject.builder()
            .put("id", LaneRef.nameOf(String.valueOf(text(row, "target_id"))))
            .putIfPresent("kind", text(row, "kind"))
            .putIfPresent("state", text(row, "state"))
            .putIfPresent("breaker", text(row, "breaker_state"))
            .putIfPresent("openUntil", time(row, "open_until"))
            .putIfPresent("notBefore", time(row, "not_before"))
            .put("backlog", number(row, "backlog"))
            .put("parked", number(row, "parked"))
            .put("failing", number(row, "failing"))
            .put("held", number(row, "held"))
            .putIfPresent("fault", text(row, "fault"))
            .putIfPresent("oldestWaitingAt", time(row, "oldest"));
    String errorClass = text(row, "last_error_class");
    if (errorClass != null) {
      json.put("lastError", error(row, errorClass));
    }
    return json.build();
  }

  @Override
  public Flux<JsonObject> keys(KeyQuery query) {
    List<String> states = query.states().isEmpty() ? NOT_DONE : query.states();
    return client()
        .sql(KEYS)
        .bind("tenant", query.tenant())
        .bind("target", query.targetId())
        .bind("states", states.toArray(String[]::new))
        .bind("limit", query.limit())
        .map(PostgresLaneReport::key)
        .all();
  }

  private static JsonObject key(Readable row) {
    String[] requests = row.get("request_ids", String[].class);
    var json =
        JsonObject.builder()
            .putIfPresent("resourceType", text(row, "resource_type"))
            .putIfPresent("resourceId", text(row, "resource_id"))
            .putIfPresent("state", text(row, "state"))
            .put("desiredSeq", number(row, "desired_seq"))
            .put("appliedSeq", number(row, "applied_seq"))
            .put("attempts", number(row, "attempt"))
            .putIfPresent("dueAt", time(row, "due_at"))
            .putIfPresent("waitingSince", time(row, "waiting_since"))
            .putIfPresent("waitsFor", text(row, "waits_for"))
            .putIfPresent("firstFailedAt", time(row, "first_failed_at"))
            .put(
                "requestIds",
                requests == null ? JsonArray.EMPTY : JsonArray.ofStrings(List.of(requests)));
    if (Boolean.FALSE.equals(row.get("in_scope", Boolean.class))) {
      json.put("inScope", false);
    }
    String errorClass = text(row, "last_error_class");
    if (errorClass != null) {
      json.put("lastError", error(row, errorClass));
    }
    return json.build();
  }

  private static JsonObject error(Readable row, String errorClass) {
    var json = JsonObject.builder().put("class", errorClass);
    Integer status = row.get("last_status", Integer.class);
    if (status != null) {
      json.put("status", status);
    }
    return json.putIfPresent("text", text(row, "last_error"))
        .putIfPresent("at", time(row, "last_failed_at"))
        .build();
  }

  @Override
  public Mono<JsonObject> progress(String tenant, List<Integer> partitions) {
    Mono<Long> pending =
        client().sql(PENDING).bind("tenant", tenant).map(row -> number(row, "pending")).one();
    Mono<List<Json>> positions =
        client()
            .sql(POSITIONS)
            .bind("partitions", partitions.toArray(Integer[]::new))
            .map(PostgresLaneReport::position)
            .all()
            .collectList()
            .map(ArrayList::new);
    // Positions first: what is folded by then is counted as pending or is applied.
    return positions.flatMap(rows ->
        pending.map(count ->
            JsonObject.builder()
                .put("partitions", new JsonArray(rows))
                .put("pending", count)
                .build()));
  }

  private static JsonObject position(Readable row) {
    return JsonObject.builder()
        .put("partition", number(row, "partition"))
        .put("seq", number(row, "seq"))
        .build();
  }

  @Override
  public Mono<Boolean> answers() {
    return client()
        .sql("SELECT 1 AS one")
        .map(row -> number(row, "one") == 1)
        .one()
        .timeout(QUICK)
        .onErrorReturn(false);
  }

  private static @Nullable String text(Readable row, String column) {
    return row.get(column, String.class);
  }

  private static @Nullable String time(Readable row, String column) {
    Instant time = row.get(column, Instant.class);
    return time == null ? null : time.toString();
  }

  private static long number(Readable row, String column) {
    Long number = row.get(column, Long.class);
    return number == null ? 0 : number;
  }
}
