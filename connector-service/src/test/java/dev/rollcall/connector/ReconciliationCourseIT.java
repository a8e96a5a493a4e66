package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonString;
import org.junit.jupiter.api.Test;

/// How one run follows another, and how a run ends that meets trouble.
class ReconciliationCourseIT extends ReconciliationCase {
  /// Whoever stores what was read is refused, in the way and as often as a test says.
  private static final String TROUBLE =
      """
      CREATE SEQUENCE connector.tries;
      CREATE FUNCTION connector.trouble() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('connector.tries') <= %d THEN
          RAISE EXCEPTION 'of the test' USING ERRCODE = '%s';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER trouble BEFORE INSERT ON connector.reconciliation_seen
        FOR EACH STATEMENT EXECUTE FUNCTION connector.trouble();
      """;

  private void drifted() {
    person(0);
    it().awaitApplied(tenant);
    set("p0", "title", new JsonString("Drifted"));
  }

  @Test
  void a_question_is_over_when_the_target_was_read_again() {
    start(scim().with("reconciliation", policy("ask")));
    drifted();
    String first = reconcile(false);
    assertThat(awaitEnd(first).text("holdState")).contains("held");
    act(repair(run(first)).put("reason", "by hand").build());
    awaitAllRepaired(run(first));

    assertThat(findings(awaitEnd(reconcile(false)), "")).isEmpty();
    assertThat(run(first).text("holdState")).contains("overtaken");
  }

  @Test
  void what_comes_back_after_a_repair_is_left_to_a_person_for_good() {
    start(scim().with("reconciliation", policy("repair")).with("limits", massChangeOff()));
    drifted();
    awaitAllRepaired(awaitEnd(reconcile(false)));
    set("p0", "title", new JsonString("Drifted"));

    assertThat(lines(awaitEnd(reconcile(false)))).containsExactly("drift u0 p0 open");
    awaitEnd(reconcile(true));
    assertThat(lines(awaitEnd(reconcile(false)))).containsExactly("drift u0 p0 open");
    assertThat(directory.user("p0").orElseThrow().text("title")).contains("Drifted");
  }

  @Test
  void what_the_store_refuses_for_a_moment_is_stored_once() {
    start(scim());
    drifted();
    execute(TROUBLE.formatted(2, "40001"));

    var run = awaitEnd(reconcile(false));

    assertThat(run.text("state")).contains("done");
    assertThat(number(run, "attempt")).isEqualTo(1);
    assertThat(number(run, "users")).isEqualTo(1);
    assertThat(lines(run)).containsExactly("drift u0 p0 open");
  }

  @Test
  void what_the_store_refuses_for_good_ends_the_run_at_once_with_the_reason() {
    start(scim());
    drifted();
    execute(TROUBLE.formatted(1000, "22023"));

    var run = awaitEnd(reconcile(false));

    assertThat(run.text("state")).contains("failed");
    assertThat(number(run, "attempt")).isEqualTo(1);
    assertThat(run.text("says").orElseThrow()).contains("defect").contains("of the test");
  }
}
