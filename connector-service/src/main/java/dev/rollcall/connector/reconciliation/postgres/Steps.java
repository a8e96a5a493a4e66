package dev.rollcall.connector.reconciliation.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.reconciliation.FindingStore.TooManyException;
import dev.rollcall.connector.reconciliation.RunStore.Run;
import dev.rollcall.connector.reconciliation.RunStore.RunLostException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Stores what a run does, step by step. Each begins with the run's row, so that who has lost the
/// run stores nothing, and has a number, so that it is stored once however often it is tried.
final class Steps {
  private final DatabaseClient durable;
  private final TransactionalOperator transaction;
  private final Limits.Reconciling limits;
  private final Patience patience;
  private final String worker;

  /// @param worker the name under which this process has runs
  Steps(Database database, Limits.Reconciling limits, String worker) {
    this.durable = database.durable();
    this.transaction = database.transaction();
    this.limits = limits;
    this.patience = Patience.of(limits);
    this.worker = worker;
  }

  /// How a run goes on.
  ///
  /// @param calls of the target that brought it
  /// @param unread groups whose members could not be read
  /// @param says what was left out, or an empty text
  record Step(
      String phase,
      int calls,
      long users,
      long groups,
      long memberships,
      long pending,
      int unread,
      String says) {

    /// A step that counts nothing.
    static Step of(String phase) {
      return new Step(phase, 0, 0, 0, 0, 0, 0, "");
    }

    /// The same with memberships that one call has brought.
    Step memberships(long number) {
      return new Step(phase, 1, users, groups, number, pending, unread, says);
    }

    /// The same with a group that could not be read.
    Step unread(String why) {
      return new Step(phase, 1, users, groups, memberships, pending, 1, why);
    }

    /// The same with groups of which the target shows no members, so that none were asked for.
    Step notShown(long number) {
      String why = "The app shows no members: those of " + number + " groups were not compared.";
      return new Step(phase, 0, users, groups, memberships, pending, Math.toIntExact(number), why);
    }
  }

  /// Stores a step.
  ///
  /// @param work stores what belongs to it, and says how many findings that were
  Mono<Void> store(Run run, Step step, Mono<Long> work) {
    return patience
        .with(mine(RunSql.STEPS, run).map(row -> PostgresRuns.number(row, "steps")).one())
        .switchIfEmpty(Mono.error(RunLostException::new))
        .flatMap(before -> patience.with(Mono.defer(() -> once(run, step, before, work))));
  }

  private Mono<Void> once(Run run, Step step, long before, Mono<Long> work) {
    Mono<Void> all =
        advanced(run, step, before)
            .flatMap(advanced ->
                advanced
                    ? work.flatMap(number -> found(run, number))
                    : isStored(run, before + 1)
                        .flatMap(stored ->
                            stored ? Mono.empty() : Mono.<Void>error(RunLostException::new)));
    return transaction.transactional(all);
  }

  private Mono<Boolean> advanced(Run run, Step step, long before) {
    GenericExecuteSpec spec =
        mine(RunSql.ADVANCE, run)
            .bind("before", before)
            .bind("phase", step.phase())
            .bind("calls", step.calls())
            .bind("users", step.users())
            .bind("groups", step.groups())
            .bind("memberships", step.memberships())
            .bind("unread", step.unread())
            .bind("pending", step.pending())
            .bind("says", step.says())
            .bind("lease", (double) limits.lease().toMillis());
    return spec.fetch().rowsUpdated().map(rows -> rows > 0);
  }

  /// The answer to the try before was lost.
  private Mono<Boolean> isStored(Run run, long number) {
    return mine(RunSql.STEPS, run)
        .map(row -> PostgresRuns.number(row, "steps") == number)
        .one()
        .defaultIfEmpty(false);
  }

  private Mono<Void> found(Run run, long number) {
    return number == 0
        ? Mono.empty()
        : mine(RunSql.FOUND, run)
            .bind("number", number)
            .map(row -> PostgresRuns.number(row, "found"))
            .one()
            .flatMap(all ->
                all > limits.findingsMax()
                    ? Mono.error(() -> new TooManyException(limits.findingsMax()))
                    : Mono.empty());
  }

  /// Stores the end of a run.
  ///
  /// @param end the statement that ends it
  /// @param work stores what belongs to it
  Mono<Void> end(Run run, String end, Mono<Void> work) {
    Mono<Void> all =
        mine(end, run)
            .fetch()
            .rowsUpdated()
            .flatMap(rows -> rows == 0 ? Mono.<Void>error(RunLostException::new) : Mono.empty())
            .then(work);
    return patience.with(Mono.defer(() -> transaction.transactional(all)));
  }

  private GenericExecuteSpec mine(String sql, Run run) {
    return durable.sql(sql).bind("run", run.id()).bind("worker", worker);
  }
}
