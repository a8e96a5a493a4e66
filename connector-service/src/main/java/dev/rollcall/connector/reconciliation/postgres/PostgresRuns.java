package dev.rollcall.connector.reconciliation.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.reconciliation.RunStore;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Runs in PostgreSQL.
public final class PostgresRuns implements RunStore {
  private final Database database;
  private final DatabaseClient durable;
  private final TransactionalOperator transaction;
  private final Limits.Reconciling limits;
  private final String instance;
  private final String worker;

  /// @param instance names this process among those that are running
  public PostgresRuns(Database database, Limits.Reconciling limits, String instance) {
    this.database = database;
    this.durable = database.durable();
    this.transaction = database.transaction();
    this.limits = limits;
    this.instance = instance + "/";
    this.worker = this.instance + UUID.randomUUID();
  }

  /// The name under which this process has runs.
  String worker() {
    return worker;
  }

  @Override
  public Mono<Void> schedule(List<Scheduled> targets) {
    if (!database.isMigrated() || targets.isEmpty()) {
      return Mono.empty();
    }
    return durable
        .sql(RunSql.SCHEDULE)
        .bind("targets", targets.stream().map(Scheduled::targetId).toArray(String[]::new))
        .bind("tenants", targets.stream().map(Scheduled::tenant).toArray(String[]::new))
        .bind("seconds", targets.stream().map(it -> it.every().toSeconds()).toArray(Long[]::new))
        .then();
  }

  @Override
  public Mono<Run> take(Set<String> targets) {
    if (!database.isMigrated() || targets.isEmpty()) {
      return Mono.empty();
    }
    Mono<Run> taken =
        durable
            .sql(RunSql.TAKE)
            .bind("targets", targets.toArray(String[]::new))
            .bind("worker", worker)
            .bind("instance", instance)
            .bind("lease", (double) limits.lease().toMillis())
            .map(PostgresRuns::run)
            .one()
            .flatMap(run -> run.attempt() > 1 ? cleared(run).thenReturn(run) : Mono.just(run));
    return transaction.transactional(taken);
  }

  /// What an attempt before has found is found again, or is not there any more.
  private Mono<Void> cleared(Run run) {
    return durable
        .sql(RunSql.CLEAR_FINDINGS)
        .bind("run", run.id())
        .then()
        .then(Mono.defer(() -> readCleared(durable, run)));
  }

  /// Lets go of what a run has read.
  static Mono<Void> readCleared(DatabaseClient durable, Run run) {
    return Flux.fromIterable(RunSql.CLEAR_READ)
        .concatMap(sql -> durable.sql(sql).bind("run", run.id()).then())
        .then();
  }

  private static Run run(Readable row) {
    return new Run(
        text(row, "id"),
        text(row, "target_id"),
        text(row, "tenant"),
        Boolean.TRUE.equals(row.get("report_only", Boolean.class)),
        (int) number(row, "attempt"),
        Objects.requireNonNull(row.get("begun_at", Instant.class)));
  }

  @Override
  public Mono<Boolean> renew(Run run) {
    return mine(RunSql.RENEW, run)
        .bind("lease", (double) limits.lease().toMillis())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }

  @Override
  public Mono<Void> giveBack(Run run) {
    return mine(RunSql.GIVE_BACK, run).then();
  }

  @Override
  public Mono<Void> fail(Run run, String why) {
    Mono<Void> failed =
        mine(RunSql.FAIL, run)
            .bind("says", why)
            .then()
            .then(Mono.defer(() -> readCleared(durable, run)));
    return transaction.transactional(failed);
  }

  @Override
  public Flux<Standing> standings() {
    if (!database.isMigrated()) {
      return Flux.empty();
    }
    return database
        .relaxed()
        .sql(RunSql.STANDINGS)
        .map(row ->
            new Standing(
                text(row, "target_id"),
                text(row, "kind"),
                number(row, "number"),
                number(row, "age")))
        .all();
  }

  @Override
  public Mono<Void> endLeft() {
    Duration age = limits.total().plus(limits.lease());
    return database.isMigrated()
        ? durable
            .sql(RunSql.END_LEFT)
            .bind("hours", limits.total().toHours())
            .bind("age", (double) age.toMillis())
            .then()
        : Mono.empty();
  }

  @Override
  public Mono<Void> forget() {
    if (!database.isMigrated()) {
      return Mono.empty();
    }
    Mono<Void> left =
        Flux.fromIterable(RunSql.CLEAR_LEFT).concatMap(sql -> durable.sql(sql).then()).then();
    return durable.sql(RunSql.FORGET).bind("kept", limits.runsKept()).then().then(left);
  }

  private GenericExecuteSpec mine(String sql, Run run) {
    return durable.sql(sql).bind("run", run.id()).bind("worker", worker);
  }

  static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }

  static long number(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class));
  }
}
