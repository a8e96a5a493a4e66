package dev.rollcall.connector.leavers.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.leavers.Leavers;
import dev.rollcall.connector.leavers.core.Spread;
import dev.rollcall.connector.leavers.core.Spread.Quantile;
import dev.rollcall.connector.leavers.core.Stay;
import dev.rollcall.schemas.json.JsonObject;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Leavers in PostgreSQL.
public final class PostgresLeavers implements Leavers {
  private static final double SECOND_MILLIS = 1000;

  private final Database database;
  private final Limits.Leavers limits;

  public PostgresLeavers(Database database, Limits.Leavers limits) {
    this.database = database;
    this.limits = limits;
  }

  private DatabaseClient client() {
    return database.relaxed();
  }

  @Override
  public Flux<JsonObject> list(Question question) {
    return client()
        .sql(LeaverSql.LIST)
        .bind("tenant", question.tenant())
        .bind("target", question.targetId())
        .bind("still", question.stillIn())
        .bind("overdue", question.overdue())
        .bind("alarm", alarmMillis())
        .bind("limit", question.limit())
        .map(row -> leaver(row, question.base()))
        .all();
  }

  private static JsonObject leaver(Readable row, String base) {
    Instant off = row.get("off_at", Instant.class);
    String request = row.get("request_id", String.class);
    Duration time = seconds(row);
    var json =
        JsonObject.builder()
            .put("targetId", LaneRef.nameOf(text(row, "target_id")))
            .put("resourceId", text(row, "resource_id"))
            .put("cause", text(row, "cause"))
            .put("since", Objects.requireNonNull(row.get("since", Instant.class)).toString())
            .putIfPresent("outAt", off == null ? null : off.toString())
            .putIfPresent("confirmedBy", row.get("basis", String.class))
            .put("millis", time.toMillis());
    if (off == null) {
      json.put("overdue", Boolean.TRUE.equals(row.get("overdue", Boolean.class)));
    }
    if (request != null) {
      json.put(
          "request",
          JsonObject.builder()
              .put("id", request)
              .put("href", base + "/requests/" + request)
              .build());
    }
    boolean removed = Boolean.TRUE.equals(row.get("removed", Boolean.class));
    if (removed) {
      json.put("targetRemoved", true);
    }
    boolean again = text(row, "cause").equals("on_again");
    return json.put("sentence", Stay.sentence(again, removed, off != null, time)).build();
  }

  @Override
  public Flux<Spread> spreads(@Nullable String tenant, Duration window) {
    return client()
        .sql(LeaverSql.SPREADS)
        .bind("tenant", tenant == null ? "" : tenant)
        .bind("window", (double) window.toMillis())
        .map(row -> spread(row, tenant != null))
        .all();
  }

  /// Ranks that fall together are there once. A tenant knows a target by another name than metrics
  /// do.
  private static Spread spread(Readable row, boolean ofTenant) {
    String lane = text(row, "target_id");
    long leavers = number(row, "leavers");
    var ranks = List.of(Objects.requireNonNull(row.get("ranks", Long[].class)));
    var seconds = List.of(Objects.requireNonNull(row.get("at_ranks", Double[].class)));
    var open = List.of(Objects.requireNonNull(row.get("open", Boolean[].class)));
    var quantiles = new ArrayList<Quantile>();
    for (int part : Spread.PARTS) {
      int index = ranks.indexOf(Spread.rank(leavers, part));
      quantiles.add(new Quantile(part, duration(seconds.get(index)), open.get(index)));
    }
    return new Spread(
        ofTenant ? LaneRef.nameOf(lane) : lane,
        leavers,
        number(row, "still_in"),
        number(row, "read"),
        quantiles);
  }

  @Override
  public Mono<List<Overdue>> alarm() {
    return database
        .durable()
        .sql(LeaverSql.ALARM)
        .bind("alarm", alarmMillis())
        .bind("limit", limits.pageMax())
        .map(row ->
            new Overdue(
                text(row, "target_id"),
                text(row, "resource_id"),
                Boolean.TRUE.equals(row.get("again", Boolean.class)),
                seconds(row)))
        .all()
        .collectList();
  }

  @Override
  public Flux<Late> late() {
    return client()
        .sql(LeaverSql.LATE)
        .bind("alarm", alarmMillis())
        .map(row -> new Late(text(row, "target_id"), number(row, "number")))
        .all();
  }

  @Override
  public Mono<Void> forget() {
    return client().sql(LeaverSql.FORGET).bind("keep", (double) limits.keep().toMillis()).then();
  }

  private double alarmMillis() {
    return limits.alarm().toMillis();
  }

  private static Duration seconds(Readable row) {
    return duration(Objects.requireNonNull(row.get("seconds", Double.class)));
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * SECOND_MILLIS));
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }

  private static long number(Readable row, String column) {
    Long number = row.get(column, Long.class);
    return number == null ? 0 : number;
  }
}
