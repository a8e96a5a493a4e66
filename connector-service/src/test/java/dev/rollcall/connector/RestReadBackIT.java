package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An app with an interface of its own is read back by configuration alone.
class RestReadBackIT extends ReconciliationCase {
  private final StaffApp staff = new StaffApp();
  private final FakeServer app = new FakeServer(staff);

  @AfterEach
  void closeApp() {
    app.close();
  }

  @Test
  void whoever_was_taken_out_is_read_to_see_that_it_is_so() {
    start(rest());
    person(0);
    it().awaitApplied(tenant);
    assertThat(readsBack()).isEqualTo(readsBack(true, true));

    feed.publish(tenant, deactivated(0));
    it().awaitApplied(tenant);

    assertThat(status("p0")).isEqualTo("DISABLED");
    assertThat(leaver().text("confirmedBy")).contains("read");
  }

  @Test
  void an_app_that_says_done_and_does_nothing_has_not_confirmed_it() {
    start(rest());
    person(0);
    it().awaitApplied(tenant);
    staff.lies(true);

    feed.publish(tenant, deactivated(0));

    await()
        .atMost(Connector.PATIENCE)
        .until(() ->
            it().keys(tenant, id(), "failing").stream()
                .anyMatch(key ->
                    key.get("lastError") instanceof JsonObject error
                        && error.text("class").equals(Optional.of("unconfirmed"))));
    assertThat(status("p0")).isEqualTo("ENABLED");
    staff.lies(false);
    it().awaitApplied(tenant);
    assertThat(status("p0")).isEqualTo("DISABLED");
  }

  @Test
  void an_account_that_is_there_is_adopted_where_nobody_owns_it() {
    staff.put("p0", null);
    staff.put("p1", "theirs");
    int number = staff.number("p0");
    start(rest());
    person(0);
    person(1);

    await().atMost(Connector.PATIENCE).until(() -> !it().keys(tenant, id(), "parked").isEmpty());
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> staff.person("p0").orElseThrow().text("foreignKey").isPresent());

    assertThat(staff.logins()).containsExactly("p0", "p1");
    JsonObject ours = staff.person("p0").orElseThrow();
    assertThat(ours.text("foreignKey")).contains("u0");
    assertThat(ours.text("jobTitle")).contains("Title");
    assertThat(staff.number("p0")).isEqualTo(number);
    assertThat(staff.person("p1").orElseThrow().text("foreignKey")).contains("theirs");
    assertThat(staff.person("p1").orElseThrow().text("jobTitle")).contains("Old");
  }

  @Test
  void what_a_lost_answer_left_is_looked_up_and_nobody_is_there_twice() {
    start(rest());
    var died = new AtomicBoolean();
    app.mood(request ->
        request.method().equals("POST") && died.compareAndSet(false, true)
            ? new Mood.DoesAndDies()
            : new Mood.Honest());

    person(0);
    it().awaitApplied(tenant);

    assertThat(staff.logins()).containsExactly("p0");
    assertThat(app.requests().stream().filter(it -> it.method().equals("POST"))).hasSize(1);
  }

  @Test
  void what_was_changed_behind_our_back_is_found_and_repaired() {
    start(rest().with("reconciliation", policy("repair")).with("limits", massChangeOff()));
    crewOfStaff();
    staff.remove("p1");
    staff.set("p2", "jobTitle", "Drifted");
    staff.set("p3", "status", "ENABLED");
    staff.put("stranger", null);
    staff.man("Team", "p4", "stranger");

    JsonObject run = awaitEnd(reconcile(false));

    assertThat(run.text("state")).as(run::toString).contains("done");
    assertThat(number(run, "users")).isEqualTo(5);
    assertThat(number(run, "groups")).isEqualTo(1);
    assertThat(lines(run).stream().map(it -> it.replaceAll(" (open|repairing|repaired)\\b.*", "")))
        .containsExactlyInAnyOrder(
            "missing u1 p1",
            "drift u2 p2",
            "drift u3 p3",
            "member_missing g1 Team",
            "member_extra g1 Team",
            "member_extra g1 Team",
            "extra - stranger");
    awaitAllRepaired(run);
    assertThat(staff.person("p1")).isPresent();
    assertThat(staff.person("p2").orElseThrow().text("jobTitle")).contains("Title");
    assertThat(status("p3")).isEqualTo("DISABLED");
    assertThat(staff.crew("Team")).containsExactly("p0", "p1", "stranger");
    assertThat(app.requests()).anyMatch(it -> it.query().contains("token="));
  }

  /// Its lists show a part of what it shows of one alone: nothing differs by that.
  @Test
  void a_list_that_shows_less_is_compared_by_what_it_shows() {
    JsonObject users = (JsonObject) Objects.requireNonNull(StaffApp.operations().get("User"));
    JsonObject list =
        ((JsonObject) Objects.requireNonNull(users.get("list")))
            .with("shows", JsonArray.ofStrings(List.of("userName", "externalId", "active")));
    start(rest().with("operations", StaffApp.operations().with("User", users.with("list", list))));
    staff.listsWithout("jobTitle");
    crewOfStaff();
    staff.set("p2", "jobTitle", "Drifted");

    assertThat(lines(awaitEnd(reconcile(true)))).as("nobody can say").isEmpty();

    staff.set("p3", "status", "ENABLED");
    assertThat(lines(awaitEnd(reconcile(true)))).containsExactly("drift u3 p3 open");
  }

  @Test
  void what_we_made_and_nobody_must_have_is_extra() {
    start(rest());
    crewOfStaff();
    feed.publish(tenant, Facts.deleted(Facts.user("u4"), 2));
    it().awaitApplied(tenant);
    staff.put("p4", "u4");

    assertThat(lines(awaitEnd(reconcile(true)))).containsExactly("extra u4 p4 open");
  }

  @Test
  void an_app_that_cannot_be_read_says_so_and_is_taken_at_its_word() {
    start(rest().with("operations", unread()));
    person(0);
    it().awaitApplied(tenant);
    assertThat(readsBack()).isEqualTo(readsBack(false, false));
    JsonObject order = JsonObject.of("act", new JsonString("reconcile"));
    assertThat(dryRun(order.with("reason", new JsonString("asked"))).body().text("detail"))
        .hasValueSatisfying(it -> assertThat(it).contains("cannot be read back"));

    feed.publish(tenant, deactivated(0));
    it().awaitApplied(tenant);

    assertThat(leaver().text("confirmedBy")).contains("answer");
    assertThat(app.requests()).noneMatch(it -> it.method().equals("GET"));
  }

  /// p0 to p4, p3 off, and a team of p0 and p1.
  private void crewOfStaff() {
    IntStream.range(0, 5).forEach(this::person);
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 1, "u0", "u1"));
    feed.publish(tenant, deactivated(3));
    it().awaitApplied(tenant);
  }

  private JsonObject rest() {
    return JsonObject.builder()
        .put("id", id())
        .put("tenant", tenant)
        .put("kind", "rest")
        .put("url", app.url())
        .put("allowPrivateAddress", true)
        .put("profile", JsonObject.of("pageSize", JsonNumber.of(2)))
        .put("operations", StaffApp.operations())
        .build();
  }

  private static JsonObject unread() {
    JsonObject all = StaffApp.operations();
    JsonObject users = (JsonObject) Objects.requireNonNull(all.get("User"));
    return JsonObject.of("User", users.without("read").without("list"));
  }

  private String status(String login) {
    return staff.person(login).orElseThrow().text("status").orElseThrow();
  }

  private JsonObject readsBack() {
    return (JsonObject) Objects.requireNonNull(it().target(tenant, id()).get("readsBack"));
  }

  private static JsonObject readsBack(boolean leavers, boolean everything) {
    return JsonObject.of("leavers", JsonBoolean.of(leavers))
        .with("everything", JsonBoolean.of(everything));
  }

  private JsonObject leaver() {
    List<JsonObject> all = list(it().get("/internal/v1/" + tenant + "/leavers").body(), "leavers");
    assertThat(all).hasSize(1);
    return all.getFirst();
  }
}
