package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.LaneRates;
import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.LearnedRate;
import dev.rollcall.connector.delivery.core.RetrySchedule;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/// Rates in PostgreSQL. What a crash of PostgreSQL forgets is a moment of a rate.
public final class PostgresLaneRates implements LaneRates {
  private static final String CLASS = "class";

  private final DatabaseClient relaxed;
  private final RetrySchedule schedule;

  public PostgresLaneRates(Database database, RetrySchedule schedule) {
    this.relaxed = database.relaxed();
    this.schedule = schedule;
  }

  @Override
  public Mono<Void> open(LaneRef lane, List<String> classes) {
    return on(RateSql.OPEN, lane).bind("classes", classes.toArray(String[]::new)).then();
  }

  @Override
  public Mono<Slots> take(LaneRef lane, Wanted wanted) {
    List<Share> shares = wanted.shares();
    return on(RateSql.TAKE, lane)
        .bind("classes", shares.stream().map(Share::name).toArray(String[]::new))
        .bind("everies", shares.stream().map(Share::everyMillis).toArray(Double[]::new))
        .bind("at_once", shares.stream().map(Share::atOnce).toArray(Integer[]::new))
        .bind("wanted", (double) wanted.calls())
        .bind("horizon", (double) wanted.horizon().toMillis())
        .map(row -> new Row((int) LaneRows.number(row, "n"), series(row)))
        .all()
        .collectList()
        .map(rows ->
            new Slots(
                rows.isEmpty() ? 0 : rows.getFirst().granted(),
                rows.stream().map(Row::series).toList()));
  }

  @Override
  public Mono<Duration> change(LaneRef lane, Change change) {
    return on(RateSql.CHANGE, lane)
        .bind(CLASS, change.name())
        .bind("group", change.group().value())
        .bind("members", change.members())
        .bind("permits", change.permits())
        .bind("window", (double) change.window().toMillis())
        .map(row -> Duration.ofMillis((long) Math.ceil(decimal(row, "wait"))))
        .one();
  }

  @Override
  public Mono<Pause> pause(LaneRef lane) {
    return on(RateSql.PAUSE, lane)
        .map(row ->
            new Pause(
                Duration.ofMillis((long) Math.ceil(decimal(row, "pause"))),
                row.get("pause_lifted_at", Instant.class)))
        .one();
  }

  @Override
  public Mono<Void> pause(LaneRef lane, Duration wait, Failure failure) {
    return PauseBinding.bind(on(RateSql.PUT_OFF, lane), failure, schedule.isOutlastedBy(wait))
        .bind("wait", (double) wait.toMillis())
        .then();
  }

  @Override
  public Mono<Taught> taught(LaneRef lane) {
    return on(RateSql.TAUGHT, lane)
        .bind(CLASS, EVERY_CALL)
        .map(row ->
            new Taught(
                new LearnedRate(
                    decimal(row, "limit_per_second"),
                    LaneRows.required(row.get("calls_to_probe", Integer.class))),
                LaneRows.required(row.get("taught_at", Instant.class)),
                Duration.ofMillis((long) decimal(row, "age"))))
        .one();
  }

  @Override
  public Mono<Void> teach(LaneRef lane, @Nullable Instant known, LearnedRate rate) {
    GenericExecuteSpec spec =
        on(RateSql.TEACH, lane)
            .bind(CLASS, EVERY_CALL)
            .bind("limit", rate.limitPerSecond())
            .bind("calls", rate.callsToProbe());
    return (known == null ? spec.bindNull("known", Instant.class) : spec.bind("known", known))
        .then();
  }

  private record Row(int granted, Series series) {}

  private static Series series(Readable row) {
    return new Series(decimal(row, "first_in"), decimal(row, "every"));
  }

  private static double decimal(Readable row, String column) {
    return LaneRows.required(row.get(column, Double.class));
  }

  private GenericExecuteSpec on(String sql, LaneRef lane) {
    return relaxed.sql(sql).bind("target", lane.targetId());
  }
}
