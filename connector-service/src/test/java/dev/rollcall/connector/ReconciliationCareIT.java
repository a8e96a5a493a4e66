package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whom a repair must leave alone, however much it was told.
class ReconciliationCareIT extends ReconciliationCase {
  @Test
  void who_was_taken_over_since_the_reading_is_not_taken_away() {
    start(scim());
    person(0);
    it().awaitApplied(tenant);
    directory.put("/Users", Facts.person("ada"));
    directory.put("/Users", Facts.person("ben"));
    directory.put("/Users", Facts.person("cy"));
    JsonObject run = awaitEnd(reconcile(false));
    assertThat(dryRun(told(run)).body().get("total")).isEqualTo(JsonNumber.of(3));
    feed.publish(tenant, Facts.created(Facts.user("u6"), Facts.person("cy")));
    it().awaitApplied(tenant);
    assertThat(dryRun(told(run)).body().get("total")).isEqualTo(JsonNumber.of(2));

    act(told(run));
    // Weighed before one of the two is taken over: one alone would wait for nobody.
    var acts = new ActFeed(it(), tenant, id());
    await().atMost(Connector.PATIENCE).until(() -> acts.holds("held").size() == 1);
    String hold = acts.holds("held").getFirst().text("id").orElseThrow();
    feed.publish(tenant, Facts.created(Facts.user("u7"), Facts.person("ada")));
    await()
        .atMost(Connector.PATIENCE)
        .until(() ->
            number(
                    "SELECT count(*) FROM connector.link"
                        + " WHERE resource_id = 'u7' AND state = 'linked'")
                == 1);
    assertThat(decide(hold, "release").status()).isEqualTo(202);

    await().atMost(Connector.PATIENCE).until(() -> directory.user("ben").isEmpty());
    it().awaitApplied(tenant);
    assertThat(directory.user("ada")).isPresent();
    assertThat(directory.user("cy")).isPresent();
    assertThat(lines(run))
        .containsExactlyInAnyOrder(
            "extra - ada kept not ours",
            "extra - ben repaired not ours",
            "extra - cy open not ours");
  }

  @Test
  void whose_account_was_made_anew_by_hand_is_missing_and_takes_it_over() {
    start(scim());
    person(0);
    person(1);
    it().awaitApplied(tenant);
    directory.remove("/Users", remoteId("p1"));
    String anew = directory.put("/Users", Facts.person("P1"));

    JsonObject run = awaitEnd(reconcile(false));
    assertThat(lines(run)).containsExactly("missing u1 p1 open");
    act(told(run));
    awaitAllRepaired(run);
    assertThat(directory.all("/Users")).hasSize(2);
    assertThat(directory.has("/Users", anew)).isTrue();
  }

  @Test
  void a_user_and_a_group_of_one_id_are_two() {
    start(scim());
    person(0);
    it().awaitApplied(tenant);
    directory.put("/Users", "7", Facts.person("ada"));
    directory.put("/Groups", "7", Facts.team("Theirs"));
    directory.put("/Groups", remoteId("p0"), Facts.team("Other"));
    JsonObject run = awaitEnd(reconcile(false));
    assertThat(lines(run))
        .containsExactlyInAnyOrder(
            "extra - ada open not ours",
            "extra - Theirs open not ours",
            "extra - Other open not ours");

    act(told(run));
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> {
          assertThat(directory.all("/Groups")).isEmpty();
          assertThat(directory.user("ada")).isEmpty();
        });
    assertThat(directory.user("p0")).isPresent();
  }

  @Test
  void a_member_whom_the_list_left_out_is_no_stranger() {
    start(scim());
    peopleAndTeam();
    server.mood(request ->
        request.path().equals("/Users") && request.query().contains("startIndex=")
            ? new Mood.Says(
                ScimPages.byIndex(
                    directory.all("/Users").stream()
                        .filter(it -> it.text("userName").filter("p0"::equals).isEmpty())
                        .toList(),
                    request.query()))
            : new Mood.Honest());

    assertThat(lines(awaitEnd(reconcile(false)))).isEmpty();
  }

  @Test
  void a_group_that_a_person_keeps_is_left_as_it_is() {
    start(scim());
    peopleAndTeam();
    JsonObject team = directory.group("Team").orElseThrow();
    directory.change("/Groups", team.text("id").orElseThrow(), team.without("members"));
    JsonObject run = awaitEnd(reconcile(false));
    assertThat(lines(run)).hasSize(2).allMatch(it -> it.startsWith("member_missing g1"));
    execute(
        "INSERT INTO connector.hold (id, target_id, tenant, act, whole, state, people)"
            + " VALUES ('no', '%s', '%s', 'repair', true, 'rejected', 5)".formatted(id(), tenant));
    execute("UPDATE connector.lane_key SET hold_id = 'no' WHERE resource_id = 'g1'");

    assertThat(dryRun(repair(run).build()).body().get("total")).isEqualTo(JsonNumber.of(0));
    assertThat(lines(awaitEnd(reconcile(false)))).isEmpty();
  }

  @Test
  void who_is_off_is_no_extra_where_a_removal_leaves_them_off_and_is_not_told_again() {
    JsonObject entry =
        scim().with("profile", JsonObject.of("remove", new JsonString("deactivate")));
    start(entry);
    person(0);
    it().awaitApplied(tenant);
    directory.put("/Users", Facts.person("off").with("active", JsonBoolean.FALSE));
    directory.put("/Users", Facts.person("ada"));
    JsonObject run = awaitEnd(reconcile(false));
    assertThat(lines(run)).containsExactly("extra - ada open not ours");

    act(told(run));
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> lines(run).equals(List.of("extra - ada repaired not ours")));
    assertThat(directory.user("ada").orElseThrow().get("active")).isEqualTo(JsonBoolean.FALSE);
    assertThat(lines(awaitEnd(reconcile(false)))).isEmpty();

    // A look at all keys is no order to take somebody away once more.
    set("ada", "active", JsonBoolean.TRUE);
    it().targets(
            List.of(entry.with("scope", JsonObject.of("filter", new JsonString("userName pr")))));
    feed.publish(tenant, Facts.created(Facts.user("u9"), Facts.person("p9")));
    await().atMost(Connector.PATIENCE).until(() -> directory.user("p9").isPresent());
    it().awaitApplied(tenant);
    assertThat(directory.user("ada").orElseThrow().get("active")).isEqualTo(JsonBoolean.TRUE);
  }
}
