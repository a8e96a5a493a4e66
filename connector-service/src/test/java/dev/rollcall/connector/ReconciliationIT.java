package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What reading a target back finds.
class ReconciliationIT extends ReconciliationCase {
  @Test
  void what_was_changed_behind_our_back_is_found_and_a_report_changes_nothing() {
    start(scim());
    peopleAndTeam();
    behindOurBack();
    int before = writes();

    JsonObject run = awaitEnd(reconcile(false));

    assertThat(run.text("state")).contains("done");
    assertThat(Objects.requireNonNull(run.get("findings")))
        .isEqualTo(
            counts(
                Map.of(
                    "missing",
                    1,
                    "extra",
                    0,
                    "drift",
                    2,
                    "member_missing",
                    1,
                    "member_extra",
                    1,
                    "not_ours",
                    2)));
    assertThat(lines(run))
        .containsExactlyInAnyOrder(
            "missing u1 p1 open",
            "drift u2 p2 open",
            "drift u3 p3 open",
            "member_missing g1 Team open",
            "member_extra g1 Team open",
            "member_extra g1 Team open not ours",
            "extra - stranger open not ours");
    JsonObject drift =
        findings(run, "?kind=drift").stream()
            .filter(it -> it.text("resourceId").filter("u2"::equals).isPresent())
            .findFirst()
            .orElseThrow();
    assertThat(drift.get("changes")).isEqualTo(change("title", "Drifted", "Title"));
    assertThat(writes()).isEqualTo(before);
    assertThat(number(run, "users")).isEqualTo(5);
    assertThat(number(run, "groups")).isEqualTo(1);
  }

  @Test
  void a_run_whose_connector_died_is_carried_out_by_the_next_one() {
    start(scim());
    peopleAndTeam();
    behindOurBack();
    server.mood(request ->
        request.query().contains("startIndex=") && request.path().equals("/Groups")
            ? new Mood.Hangs()
            : new Mood.Honest());
    String id = reconcile(false);
    await().atMost(Connector.PATIENCE).until(() -> "User".equals(run(id).text("phase").orElse("")));
    it().stop();
    server.honest();
    it().start();

    JsonObject run = awaitEnd(id);

    assertThat(run.text("state")).contains("done");
    assertThat(number(run, "attempt")).isEqualTo(2);
    assertThat(lines(run)).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void what_is_on_its_way_is_no_drift() {
    start(scim());
    person(0);
    it().awaitApplied(tenant);
    server.writes(new Mood.Says(Response.of(503)));
    feed.publish(tenant, Facts.changed(Facts.user("u0"), 2, Facts.person("p0")));
    await().atMost(Connector.PATIENCE).until(() -> it().keys(tenant, id(), "failing").size() == 1);

    JsonObject run = awaitEnd(reconcile(true));

    assertThat(findings(run, "")).isEmpty();
    assertThat(number(run, "pending")).isEqualTo(1);
  }

  @Test
  void a_target_is_read_on_schedule_and_a_run_can_be_cancelled() {
    start(scim().with("reconciliation", JsonObject.builder().put("every", "PT24H").build()));
    await().atMost(Connector.PATIENCE.multipliedBy(2)).until(() -> runs().size() == 1);
    JsonObject run = awaitEnd(runs().getFirst().text("id").orElseThrow());
    assertThat(run.text("begunBy")).contains("schedule");

    server.mood(
        request -> request.query().contains("startIndex=") ? new Mood.Hangs() : new Mood.Honest());
    String id = reconcile(false);
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> "running".equals(run(id).text("state").orElse("")));
    act(
        JsonObject.builder()
            .put("act", "cancel")
            .put("reconciliationId", id)
            .put("reason", "wrong day")
            .build());
    assertThat(awaitEnd(id).text("says").orElseThrow()).contains("wrong day");
  }

  @Test
  void ten_thousand_people_are_read_page_by_page() {
    start(scim());
    person(0);
    it().awaitApplied(tenant);
    IntStream.range(0, 10_000)
        .forEach(index -> directory.put("/Users", Facts.person("crowd-" + index)));

    JsonObject run = awaitEnd(reconcile(true));

    assertThat(number(run, "users")).isEqualTo(10_001);
    assertThat(((JsonObject) Objects.requireNonNull(run.get("findings"))).get("not_ours"))
        .isEqualTo(JsonNumber.of(10_000));
    assertThat(findings(run, "?limit=3")).hasSize(3);
  }
}
