package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.LanePages;
import dev.rollcall.connector.reconciliation.FindingStore.Group;
import dev.rollcall.connector.reconciliation.RunStore.Run;
import dev.rollcall.connector.reconciliation.RunStore.RunLostException;
import dev.rollcall.connector.reconciliation.postgres.PostgresFindings;
import dev.rollcall.connector.reconciliation.postgres.PostgresReconciliations;
import dev.rollcall.connector.reconciliation.postgres.PostgresRuns;
import dev.rollcall.connector.reconciliation.postgres.Repairs;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

/// What becomes of runs in PostgreSQL that nobody carries out to their end.
class RunUpkeepIT {
  private static final Limits.Reconciling LIMITS = Limits.Reconciling.STANDARD;

  @RegisterExtension final StartedDatabase own = new StartedDatabase();

  private final Database database = own.database();
  private final PostgresRuns runs = new PostgresRuns(database, LIMITS, "one");

  @Test
  void runs_of_targets_that_are_gone_and_old_ones_are_ended() {
    lane("there", "active");
    lane("resting", "paused");
    lane("off", "disabled");
    lane("away", "removed");
    List.of("there", "resting", "off", "away", "forgotten")
        .forEach(target -> run(target, target, "queued", "now()"));
    lane("slow", "paused");
    run("slow", "slow", "queued", "now() - interval '25 hours'");

    done(runs.endLeft());

    assertThat(states())
        .containsExactly(
            "away failed",
            "forgotten failed",
            "off failed",
            "resting queued",
            "slow failed",
            "there queued");
    assertThat(one("SELECT count(*) FROM connector.reconciliation WHERE says LIKE '%disabled%'"))
        .isOne();
    assertThat(one("SELECT count(*) FROM connector.reconciliation WHERE says LIKE '%24 h%'"))
        .isOne();
  }

  @Test
  void a_question_about_a_run_that_is_forgotten_is_over() {
    lane("crm", "active");
    for (int index = 0; index <= LIMITS.runsKept(); index++) {
      run("run-" + index, "crm", "done", "now() - interval '" + index + " hours'");
    }
    String oldest = "run-" + LIMITS.runsKept();
    for (String of : List.of("run-0", oldest)) {
      execute(
          "INSERT INTO connector.hold (id, target_id, tenant, act, whole, state)"
              + " VALUES ('hold-%s', 'crm', 't', 'repair', true, 'held')".formatted(of));
      execute(
          "UPDATE connector.reconciliation SET hold_id = 'hold-%s' WHERE id = '%s'"
              .formatted(of, of));
    }

    done(runs.forget());

    assertThat(one("SELECT count(*) FROM connector.reconciliation")).isEqualTo(LIMITS.runsKept());
    assertThat(
            one(
                "SELECT count(*) FROM connector.hold WHERE state = 'overtaken' AND id = 'hold-"
                    + oldest
                    + "'"))
        .isOne();
    assertThat(one("SELECT count(*) FROM connector.hold WHERE state = 'held'")).isOne();
  }

  @Test
  void what_was_read_for_a_run_that_was_cancelled_is_forgotten() {
    lane("crm", "active");
    run("over", "crm", "cancelled", "now()");
    execute(
        "INSERT INTO connector.reconciliation_seen (run_id, resource_type, remote_id, reference)"
            + " VALUES ('over', 'User', '1', '1')");

    done(runs.forget());

    assertThat(one("SELECT count(*) FROM connector.reconciliation_seen")).isZero();
  }

  @Test
  void who_has_lost_the_run_compares_nothing() {
    lane("crm", "active");
    run("mine", "crm", "queued", "now()");
    Run run = Objects.requireNonNull(runs.take(Set.of("crm")).block(Connector.PATIENCE));
    var findings = new PostgresFindings(database, runs, new Repairs(database, LIMITS), LIMITS);
    var group = new Group(new LanePages.Key(Facts.group("g1"), 1), "remote", Instant.EPOCH);
    done(findings.members(run, group, List.of("a", "b")));
    done(findings.compare(run, group));
    execute("UPDATE connector.reconciliation SET state = 'cancelled', worker = NULL");

    assertThat(
            findings
                .compare(run, group)
                .thenReturn("")
                .onErrorReturn(RunLostException.class, "lost")
                .block(Connector.PATIENCE))
        .isEqualTo("lost");
    assertThat(one("SELECT memberships FROM connector.reconciliation")).isEqualTo(2);
  }

  @Test
  void of_two_targets_of_a_name_the_recorded_one_is_meant() {
    lane("crm", "active");
    lane("crm@t", "active");
    run("of-the-file", "crm", "done", "now()");
    run("recorded", "crm@t", "done", "now()");

    List<JsonObject> shown =
        new PostgresReconciliations(database)
            .list("t", "crm", 10)
            .collectList()
            .block(Connector.PATIENCE);

    assertThat(Objects.requireNonNull(shown))
        .extracting(it -> it.text("id").orElseThrow())
        .containsExactly("recorded");
  }

  private void lane(String target, String state) {
    execute(
        "INSERT INTO connector.lane (target_id, tenant, kind, delivery, fingerprint, state)"
            + " VALUES ('%s', 't', 'scim', 'state', '', '%s')".formatted(target, state));
  }

  private void run(String id, String target, String state, String queuedAt) {
    execute(
        "INSERT INTO connector.reconciliation (id, target_id, tenant, state, report_only, queued_at)"
            + " VALUES ('%s', '%s', 't', '%s', false, %s)".formatted(id, target, state, queuedAt));
  }

  private List<String> states() {
    return Objects.requireNonNull(
        database
            .durable()
            .sql("SELECT id || ' ' || state AS line FROM connector.reconciliation ORDER BY id")
            .map(row -> Objects.requireNonNull(row.get("line", String.class)))
            .all()
            .collectList()
            .block(Connector.PATIENCE));
  }

  private static void done(Mono<Void> work) {
    work.block(Connector.PATIENCE);
  }

  private void execute(String sql) {
    Rows.execute(own.where(), sql);
  }

  private long one(String sql) {
    return Rows.number(own.where(), sql);
  }
}
