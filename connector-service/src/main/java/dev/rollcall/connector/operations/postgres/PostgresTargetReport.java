package dev.rollcall.connector.operations.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.database.OverdueLeaver;
import dev.rollcall.connector.operations.Faults;
import dev.rollcall.connector.operations.TargetReport;
import dev.rollcall.connector.operations.core.Explanation;
import dev.rollcall.connector.operations.core.HoldUp;
import dev.rollcall.connector.operations.core.Pause;
import dev.rollcall.connector.operations.core.TargetStanding;
import dev.rollcall.connector.operations.core.TargetStanding.Backlog;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// How a target is doing, from the lane tables.
public final class PostgresTargetReport implements TargetReport {
  private static final int CLASSES_MAX = 20;

  private static final String LANE =
      """
      SELECT l.state, l.breaker_state, l.open_until, l.not_before, l.pause_asked, l.pause_status,
        coalesce(l.pause_text, '') AS pause_text,
        (SELECT min(k.waiting_since) FROM connector.lane_key k WHERE k.target_id = l.target_id
          AND k.state IN ('waiting', 'working', 'failing')) AS oldest,
        (SELECT count(*) FROM connector.leaver n WHERE n.target_id = l.target_id
          AND n.tenant = l.tenant AND
      """
          + OverdueLeaver.CONDITION
          + """
            ) AS overdue
          FROM connector.lane l
          WHERE l.tenant = :tenant AND l.target_id = :target AND l.state <> 'removed'
          """;

  private static final String BACKLOG =
      """
      SELECT k.state, k.priority, count(*) AS number FROM connector.lane_key k
      WHERE k.tenant = :tenant AND k.target_id = :target AND k.state <> 'done'
      GROUP BY k.state, k.priority ORDER BY k.state, k.priority
      """;

  private static final String CLASSES =
      """
      SELECT k.last_error_class AS class, count(*) AS number,
        count(*) FILTER (WHERE k.state = 'parked') AS parked, max(k.last_failed_at) AS last_at,
        (array_agg(k.resource_id ORDER BY k.last_failed_at DESC))[1] AS resource_id,
        (array_agg(k.last_error ORDER BY k.last_failed_at DESC))[1] AS text
      FROM connector.lane_key k
      WHERE k.tenant = :tenant AND k.target_id = :target
        AND k.state IN ('waiting', 'working', 'failing', 'parked')
        AND k.last_error_class IS NOT NULL
      GROUP BY k.last_error_class ORDER BY 2 DESC, 1 LIMIT :limit
      """;

  private static final String THROUGHPUT =
      """
      SELECT coalesce(sum(applied) FILTER (WHERE minute > now() - interval '1 minute'), 0)::bigint
          AS one,
        coalesce(sum(applied) FILTER (WHERE minute > now() - interval '5 minutes'), 0)::bigint AS five,
        coalesce(sum(applied), 0)::bigint AS fifteen,
        coalesce(sum(failed) FILTER (WHERE minute > now() - interval '5 minutes'), 0)::bigint
          AS failed
      FROM connector.throughput WHERE target_id = :target AND minute > now() - interval '15 minutes'
      """;

  private static final List<String> PRIORITIES = List.of("leavers", "people", "groups");
  private static final Set<String> UNDER_WAY = Set.of("waiting", "working", "failing");
  private static final int LEAVER = 0;
  private static final double FIVE = 5;

  private final Database database;
  private final Limits.Leavers limits;
  private final Faults faults;
  private final Clock clock;

  public PostgresTargetReport(
      Database database, Limits.Leavers limits, Faults faults, Clock clock) {
    this.database = database;
    this.limits = limits;
    this.faults = faults;
    this.clock = clock;
  }

  private record Lane(HoldUp holdUp, @Nullable Instant oldest, long overdue) {}

  private record Keys(String state, int priority, long number) {}

  private record ErrorClass(String name, JsonObject shown) {}

  private record Rates(long one, long five, long fifteen, long failed) {}

  @Override
  public Mono<JsonObject> of(String tenant, String targetId) {
    return database
        .relaxed()
        .sql(LANE)
        .bind("tenant", tenant)
        .bind("target", targetId)
        .bind("alarm", (double) limits.alarm().toMillis())
        .map(row -> lane(row, targetId))
        .one()
        .flatMap(lane ->
            Mono.zip(backlog(tenant, targetId), classes(tenant, targetId), rates(targetId))
                .map(all -> print(lane, all.getT1(), all.getT2(), all.getT3())));
  }

  private Mono<List<Keys>> backlog(String tenant, String targetId) {
    return database
        .relaxed()
        .sql(BACKLOG)
        .bind("tenant", tenant)
        .bind("target", targetId)
        .map(PostgresTargetReport::keys)
        .all()
        .collectList();
  }

  private Mono<List<ErrorClass>> classes(String tenant, String targetId) {
    return database
        .relaxed()
        .sql(CLASSES)
        .bind("tenant", tenant)
        .bind("target", targetId)
        .bind("limit", CLASSES_MAX)
        .map(PostgresTargetReport::errorClass)
        .all()
        .collectList();
  }

  private Mono<Rates> rates(String targetId) {
    return database
        .relaxed()
        .sql(THROUGHPUT)
        .bind("target", targetId)
        .map(PostgresTargetReport::rate)
        .one();
  }

  private Lane lane(Readable row, String targetId) {
    boolean open = !"closed".equals(row.get("breaker_state", String.class));
    var holdUp =
        new HoldUp(
            clock.instant(),
            Objects.requireNonNull(row.get("state", String.class)),
            open ? row.get("open_until", Instant.class) : null,
            pause(row),
            faults.of(targetId));
    return new Lane(holdUp, row.get("oldest", Instant.class), number(row, "overdue"));
  }

  private @Nullable Pause pause(Readable row) {
    Instant until = row.get("not_before", Instant.class);
    return until == null || !until.isAfter(clock.instant())
        ? null
        : new Pause(
            until,
            row.get("pause_asked", Instant.class),
            row.get("pause_status", Integer.class),
            Objects.requireNonNull(row.get("pause_text", String.class)));
  }

  private static JsonObject print(Pause pause) {
    Instant asked = pause.askedUntil();
    Integer status = pause.status();
    var json =
        JsonObject.builder()
            .put("until", pause.until().toString())
            .putIfPresent("askedUntil", asked == null ? null : asked.toString())
            .put("text", pause.text());
    return status == null ? json.build() : json.put("status", status).build();
  }

  private static Keys keys(Readable row) {
    return new Keys(
        Objects.requireNonNull(row.get("state", String.class)),
        (int) number(row, "priority"),
        number(row, "number"));
  }

  private static ErrorClass errorClass(Readable row) {
    String name = Objects.requireNonNull(row.get("class", String.class));
    Instant last = row.get("last_at", Instant.class);
    return new ErrorClass(
        name,
        JsonObject.builder()
            .put("class", name)
            .put("meaning", Explanation.meaning(name))
            .put("keys", number(row, "number"))
            .put("parked", number(row, "parked"))
            .putIfPresent("lastAt", last == null ? null : last.toString())
            .put(
                "sample",
                JsonObject.builder()
                    .putIfPresent("resourceId", row.get("resource_id", String.class))
                    .putIfPresent("text", row.get("text", String.class))
                    .build())
            .build());
  }

  private static Rates rate(Readable row) {
    return new Rates(
        number(row, "one"), number(row, "five"), number(row, "fifteen"), number(row, "failed"));
  }

  private static JsonObject print(
      Lane lane, List<Keys> keys, List<ErrorClass> classes, Rates rates) {
    TargetStanding standing = standing(lane, keys, classes, rates);
    Pause pause = lane.holdUp().pause();
    var json = JsonObject.builder();
    if (pause != null) {
      json.put("pause", print(pause));
    }
    return json.put("sentences", JsonArray.ofStrings(standing.sentences()))
        .put("backlogBy", backlogBy(keys))
        .put("leaversOverdue", lane.overdue())
        .put("applied", applied(rates))
        .put(
            "errorClasses",
            new JsonArray(new ArrayList<Json>(classes.stream().map(ErrorClass::shown).toList())))
        .put("faults", JsonArray.ofStrings(lane.holdUp().faults()))
        .build();
  }

  private static TargetStanding standing(
      Lane lane, List<Keys> keys, List<ErrorClass> classes, Rates rates) {
    var backlog =
        new Backlog(
            sum(keys, "waiting"),
            sum(keys, "working"),
            sum(keys, "failing"),
            sum(keys, "parked"),
            sum(keys, "held"),
            sum(keys, "discarded"));
    long leavers =
        keys.stream()
            .filter(it -> it.priority() == LEAVER)
            .filter(it -> UNDER_WAY.contains(it.state()))
            .mapToLong(Keys::number)
            .sum();
    return new TargetStanding(
        lane.holdUp(),
        backlog,
        leavers,
        lane.oldest(),
        rates.five() / FIVE,
        classes.isEmpty() ? "" : classes.getFirst().name(),
        lane.overdue());
  }

  private static JsonObject applied(Rates rates) {
    return JsonObject.builder()
        .put("lastMinute", rates.one())
        .put("last5Minutes", rates.five())
        .put("last15Minutes", rates.fifteen())
        .put("failedLast5Minutes", rates.failed())
        .build();
  }

  private static JsonObject backlogBy(List<Keys> keys) {
    var states = JsonObject.builder();
    keys.stream()
        .map(Keys::state)
        .distinct()
        .forEach(state -> {
          var byPriority = JsonObject.builder();
          keys.stream()
              .filter(it -> it.state().equals(state))
              .forEach(it -> byPriority.put(who(it.priority()), it.number()));
          states.put(state, byPriority.build());
        });
    return states.build();
  }

  private static String who(int priority) {
    return priority < PRIORITIES.size() ? PRIORITIES.get(priority) : "others";
  }

  private static long sum(List<Keys> keys, String state) {
    return keys.stream().filter(it -> it.state().equals(state)).mapToLong(Keys::number).sum();
  }

  private static long number(Readable row, String column) {
    Long number = row.get(column, Long.class);
    return number == null ? 0 : number;
  }
}
