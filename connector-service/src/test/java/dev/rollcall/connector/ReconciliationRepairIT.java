package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is done about what reading a target back finds.
class ReconciliationRepairIT extends ReconciliationCase {
  @Test
  void what_is_repaired_is_as_it_should_be_and_what_is_not_ours_is_left_alone() {
    start(scim().with("reconciliation", policy("repair")).with("limits", massChangeOff()));
    peopleAndTeam();
    behindOurBack();

    JsonObject run = awaitEnd(reconcile(false));
    awaitAllRepaired(run);

    assertThat(directory.user("p1")).isPresent();
    assertThat(directory.user("p2").orElseThrow().text("title")).contains("Title");
    assertThat(directory.user("p3").orElseThrow().get("active")).isEqualTo(JsonBoolean.FALSE);
    assertThat(directory.user("stranger")).isPresent();
    assertThat(directory.memberNames("Team")).containsExactly("p0", "p1", "stranger");

    JsonObject again = awaitEnd(reconcile(false));
    assertThat(lines(again))
        .containsExactlyInAnyOrder(
            "extra - stranger open not ours", "member_extra g1 Team open not ours");
    assertThat(dryRun(repair(again).build()).body().get("total")).isEqualTo(JsonNumber.of(0));
    assertThat(dryRun(told(again)).body().get("notOurs")).isEqualTo(JsonNumber.of(2));
    act(told(again));
    await().atMost(Connector.PATIENCE).until(() -> directory.user("stranger").isEmpty());
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> directory.memberNames("Team").equals(List.of("p0", "p1")));
  }

  /// JSON can spell U+0000, and PostgreSQL keeps it nowhere.
  @Test
  void what_no_database_keeps_is_drift_like_any_other() {
    start(scim().with("reconciliation", policy("repair")));
    peopleAndTeam();
    set("p2", "title", new JsonString("Dri\0fted"));
    directory.put("/Users", Facts.person("stran\0ger"));

    JsonObject run = awaitEnd(reconcile(false));
    awaitAllRepaired(run);

    assertThat(directory.user("p2").orElseThrow().text("title")).contains("Title");
    assertThat(lines(run))
        .anyMatch(line -> line.startsWith("extra") && line.contains("stran\uFFFDger"));
  }

  @Test
  void what_is_asked_waits_for_a_person() {
    start(scim().with("reconciliation", policy("ask")));
    peopleAndTeam();
    behindOurBack();
    int before = writes();

    JsonObject run = awaitEnd(reconcile(false));
    String hold = run.text("holdId").orElseThrow();
    assertThat(run.text("holdState")).contains("held");
    assertThat(writes()).isEqualTo(before);

    assertThat(decide(hold, "release").status()).isEqualTo(202);
    awaitAllRepaired(run);
    assertThat(directory.user("p2").orElseThrow().text("title")).contains("Title");
    assertThat(directory.user("stranger")).isPresent();
  }

  @Test
  void a_yes_is_also_for_whom_it_finds_under_way() {
    start(scim().with("reconciliation", policy("ask")));
    peopleAndTeam();
    set("p2", "title", new JsonString("Drifted"));
    JsonObject run = awaitEnd(reconcile(false));
    execute(
        """
        UPDATE connector.lane_key SET state = 'waiting', due_at = now() + interval '3 seconds'
        WHERE tenant = '%s' AND resource_id = 'u2'
        """
            .formatted(tenant));

    assertThat(decide(run.text("holdId").orElseThrow(), "release").status()).isEqualTo(202);

    awaitAllRepaired(run);
    assertThat(directory.user("p2").orElseThrow().text("title")).contains("Title");
  }

  @Test
  void a_repair_that_takes_many_away_waits_as_any_act_does() {
    start(scim().with("reconciliation", policy("repair")));
    IntStream.range(0, 6).forEach(this::person);
    IntStream.range(0, 6).forEach(index -> feed.publish(tenant, deactivated(index)));
    it().awaitApplied(tenant);
    IntStream.range(0, 6).forEach(index -> set("p" + index, "active", JsonBoolean.TRUE));

    JsonObject run = awaitEnd(reconcile(false));

    await().atMost(Connector.PATIENCE).until(() -> it().keys(tenant, id(), "held").size() == 6);
    assertThat(lines(run)).allMatch(line -> line.endsWith("held"));
    assertThat(directory.user("p1").orElseThrow().get("active")).isEqualTo(JsonBoolean.TRUE);
  }

  @Test
  void a_target_that_cannot_be_read_says_why_and_nothing_is_changed() {
    start(scim().with("reconciliation", policy("repair")));
    peopleAndTeam();
    behindOurBack();
    int before = writes();
    server.mood(request ->
        request.query().contains("startIndex=")
            ? new Mood.Says(Response.of(403))
            : new Mood.Honest());

    JsonObject run = awaitEnd(reconcile(false));

    assertThat(run.text("state")).contains("failed");
    assertThat(run.text("says").orElseThrow()).contains("HTTP 403");
    assertThat(writes()).isEqualTo(before);
  }
}
