package dev.rollcall.connector.holds.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.holds.Holds;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Acts that wait for a person, in PostgreSQL.
public final class PostgresHolds implements Holds {
  private static final int LIST_MAX = 100;
  private static final int SAMPLE_MAX = 20;

  private final Database database;
  private final DatabaseClient durable;
  private final TransactionalOperator transaction;

  public PostgresHolds(Database database) {
    this.database = database;
    this.durable = database.durable();
    this.transaction = database.transaction();
  }

  @Override
  public Flux<JsonObject> list(String tenant, String targetId, List<String> states) {
    return database
        .relaxed()
        .sql(HoldSql.LIST)
        .bind("tenant", tenant)
        .bind("target", targetId)
        .bind("states", states.toArray(String[]::new))
        .bind("limit", LIST_MAX)
        .map(row -> hold(row).build())
        .all();
  }

  @Override
  public Mono<JsonObject> one(Place place) {
    Mono<List<Json>> sample =
        database
            .relaxed()
            .sql(HoldSql.SAMPLE)
            .bind("id", place.holdId())
            .bind("limit", SAMPLE_MAX)
            .map(PostgresHolds::leaver)
            .all()
            .collectList()
            .map(ArrayList::new);
    return database
        .relaxed()
        .sql(HoldSql.ONE)
        .bind("tenant", place.tenant())
        .bind("target", place.targetId())
        .bind("id", place.holdId())
        .map(PostgresHolds::hold)
        .one()
        .flatMap(hold -> sample.map(all -> hold.put("sample", new JsonArray(all)).build()));
  }

  @Override
  public Mono<Outcome> decide(Decision decision) {
    String wanted = decision.choice().state();
    Mono<Outcome> decided =
        durable
            .sql(HoldSql.ONE + " FOR UPDATE")
            .bind("tenant", decision.place().tenant())
            .bind("target", decision.place().targetId())
            .bind("id", decision.place().holdId())
            .map(row ->
                new State(
                    text(row, "state"),
                    text(row, "act"),
                    Boolean.TRUE.equals(row.get("whole", Boolean.class))))
            .one()
            .flatMap(found -> {
              if (found.state().equals(wanted)) {
                return Mono.just(Outcome.DONE);
              }
              return found.state().equals("held")
                  ? decide(decision, wanted, found).thenReturn(Outcome.DONE)
                  : Mono.just(Outcome.NOT_HELD);
            })
            .defaultIfEmpty(Outcome.UNKNOWN);
    return transaction.transactional(decided);
  }

  private record State(@Nullable String stateOrNull, @Nullable String actOrNull, boolean whole) {
    String state() {
      return stateOrNull == null ? "" : stateOrNull;
    }

    /// Of people whom the directory deactivates or deletes, and not of a scope that they leave.
    boolean isOfDirectory() {
      return whole && "directory".equals(actOrNull);
    }
  }

  private Mono<Void> decide(Decision decision, String state, State found) {
    String id = decision.place().holdId();
    Mono<Void> stored =
        durable
            .sql(HoldSql.DECIDE)
            .bind("id", id)
            .bind("state", state)
            .bind("reason", decision.reason())
            .bind("by", decision.by())
            .bind("request", decision.requestId())
            .then();
    if (decision.choice() == Choice.RELEASE) {
      return stored.then(durable.sql(HoldSql.RELEASE_KEYS).bind("id", id).then());
    }
    Mono<Void> barriers =
        found.isOfDirectory()
            ? durable.sql(HoldSql.DROP_BARRIERS).bind("id", id).then()
            : Mono.empty();
    return stored
        .then(barriers)
        .then(durable.sql(HoldSql.DROP_LEAVERS).bind("id", id).then())
        .then(durable.sql(HoldSql.KEEP_KEYS).bind("id", id).then());
  }

  private static JsonObject.Builder hold(Readable row) {
    return JsonObject.builder()
        .putIfPresent("id", text(row, "id"))
        .put("targetId", LaneRef.nameOf(String.valueOf(text(row, "target_id"))))
        .putIfPresent("act", text(row, "act"))
        .putIfPresent("requestId", text(row, "request_id"))
        .putIfPresent("state", text(row, "state"))
        .put("deactivations", number(row, "deactivations"))
        .put("deletions", number(row, "deletions"))
        .put("groups", number(row, "groups"))
        .put("people", number(row, "people"))
        .putIfPresent("reason", text(row, "reason"))
        .putIfPresent("begunAt", time(row, "begun_at"))
        .putIfPresent("decidedAt", time(row, "decided_at"))
        .putIfPresent("decidedBy", text(row, "decided_by"))
        .putIfPresent("decisionRequestId", text(row, "decision_request_id"))
        .putIfPresent("decisionReason", text(row, "decision_reason"));
  }

  private static Json leaver(Readable row) {
    return JsonObject.builder()
        .putIfPresent("resourceType", text(row, "resource_type"))
        .putIfPresent("resourceId", text(row, "resource_id"))
        .putIfPresent("name", text(row, "name"))
        .build();
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
