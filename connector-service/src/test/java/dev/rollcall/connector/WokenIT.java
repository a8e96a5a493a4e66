package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Urns;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Whoever waits for somebody's account is woken when that appears, however it does. A group that
/// nobody wakes looks again after a second, and then after a minute, which is longer than these
/// tests wait.
class WokenIT extends OneTargetCase {
  private static final String TEAM = "Team";

  WokenIT() {
    super("woken");
  }

  @Test
  void by_an_account_that_was_there_and_is_taken_over() {
    start(scim());
    var taken = new AtomicBoolean(true);
    server.mood(request ->
        taken.get() && request.method().equals("POST") && request.body().contains("\"ada\"")
            ? new Mood.Says(Response.of(500))
            : new Mood.Honest());
    people("ada");
    team("ada");
    awaitWaiting();

    directory.put("/Users", Facts.person("ada"));
    taken.set(false);

    awaitMembers("ada");
  }

  @Test
  void by_an_account_that_was_gone_and_is_made_again() {
    start(scim());
    people("ada");
    team("ada");
    awaitMembers("ada");
    String gone = directory.user("ada").orElseThrow().text("id").orElseThrow();
    directory.change("/Groups", groupId(), Facts.team(TEAM));
    directory.remove("/Users", gone);

    feed.publish(tenant, Facts.changed(Facts.user("ada"), 2, titled("ada")));

    awaitMembers("ada");
    assertThat(directory.user("ada").orElseThrow().text("id")).isNotEqualTo(gone);
  }

  @Test
  void by_an_account_whose_making_somebody_redrives() {
    start(scim());
    var refuses = new AtomicBoolean(true);
    server.mood(request ->
        refuses.get() && request.method().equals("POST") && request.body().contains("\"ada\"")
            ? new Mood.Says(Response.of(400))
            : new Mood.Honest());
    people("ada");
    team("ada");
    awaitWaiting();
    await().atMost(Connector.PATIENCE).until(() -> !it().keys(tenant, id(), "parked").isEmpty());

    refuses.set(false);
    var acts = new ActFeed(it(), tenant, id());
    JsonObject redrive =
        JsonObject.builder().put("act", "redrive").put("filter", JsonObject.EMPTY).build();
    assertThat(acts.ended(acts.publish(redrive)).text("state")).contains("done");

    awaitMembers("ada");
  }

  @Test
  void by_somebody_who_comes_into_scope() {
    start(scim().with("scope", JsonObject.of("filter", new JsonString("title eq \"Dr\""))));
    people("ada");
    team("ada");
    it().awaitApplied(tenant);

    feed.publish(tenant, Facts.changed(Facts.user("ada"), 2, titled("ada")));

    awaitMembers("ada");
  }

  @Test
  void by_somebody_who_comes_into_scope_and_of_whom_something_is_refused() {
    start(scim().with("scope", JsonObject.of("filter", new JsonString("title eq \"Dr\""))));
    feed.publish(tenant, Facts.created(Facts.user("ada"), titled("ada")));
    team("ada");
    awaitMembers("ada");
    feed.publish(tenant, Facts.changed(Facts.user("ada"), 2, Facts.person("ada")));
    await().atMost(Connector.PATIENCE).until(() -> directory.memberNames(TEAM).isEmpty());

    server.mood(request ->
        request.body().contains("Nobody") ? new Mood.Says(Response.of(400)) : new Mood.Honest());
    feed.publish(
        tenant,
        Facts.changed(
            Facts.user("ada"), 3, titled("ada").with("nickName", new JsonString("Nobody"))));
    await().atMost(Connector.PATIENCE).until(() -> !it().keys(tenant, id(), "parked").isEmpty());
    server.honest();
    feed.publish(tenant, Facts.changed(Facts.user("ada"), 4, titled("ada")));

    awaitMembers("ada");
  }

  @Test
  void by_somebody_inactive_whom_the_target_takes_only_when_active() {
    start(scim().with("profile", JsonObject.of("inactiveCreate", new JsonString("never"))));
    JsonObject off = Facts.person("ada").toBuilder().put("active", false).build();
    feed.publish(tenant, Facts.created(Facts.user("ada"), off));
    team("ada");
    it().awaitApplied(tenant);
    assertThat(directory.user("ada")).isEmpty();

    feed.publish(tenant, Facts.reactivated(Facts.user("ada"), 2, Facts.person("ada")));

    awaitMembers("ada");
  }

  @Test
  void by_a_group_in_a_group() {
    start(scim());
    var refuses = new AtomicBoolean(true);
    server.mood(request ->
        refuses.get() && request.method().equals("POST") && request.body().contains("\"Inner\"")
            ? new Mood.Says(Response.of(400))
            : new Mood.Honest());
    feed.publish(tenant, Facts.created(Facts.group("g2"), Facts.team("Inner")));
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team(TEAM)),
        new Fact.MembersAdded(
            Facts.group("g1"), 2, List.of(new Member(new ResourceId("g2"), "Group"))));
    awaitWaiting();

    refuses.set(false);
    feed.publish(tenant, Facts.changed(Facts.group("g2"), 2, Facts.team("Inner")));

    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> {
          String inner = directory.group("Inner").orElseThrow().text("id").orElseThrow();
          assertThat(directory.group(TEAM).orElseThrow().get("members")).asString().contains(inner);
        });
  }

  @Test
  void by_a_manager_also_where_the_report_is_parked() {
    start(scim());
    server.mood(request ->
        request.body().contains("Nobody") && !request.body().contains("manager")
            ? new Mood.Says(Response.of(400))
            : new Mood.Honest());
    JsonObject report =
        Facts.person("ada").toBuilder()
            .put("nickName", "Nobody")
            .put(
                Urns.ENTERPRISE_USER,
                JsonObject.of("manager", JsonObject.of("value", new JsonString("boss"))))
            .build();
    feed.publish(tenant, Facts.created(Facts.user("ada"), report));
    await().atMost(Connector.PATIENCE).until(() -> !it().keys(tenant, id(), "parked").isEmpty());

    people("boss");

    await().atMost(Connector.PATIENCE).until(() -> directory.user("ada").isPresent());
    it().awaitApplied(tenant);
  }

  private void people(String... names) {
    for (String name : names) {
      feed.publish(tenant, Facts.created(Facts.user(name), Facts.person(name)));
    }
  }

  private static JsonObject titled(String name) {
    return Facts.person(name).with("title", new JsonString("Dr"));
  }

  private void team(String... members) {
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team(TEAM)),
        Facts.joined(Facts.group("g1"), 2, members));
  }

  private String groupId() {
    return directory.group(TEAM).orElseThrow().text("id").orElseThrow();
  }

  /// Until the group's next look is later than these tests wait.
  private void awaitWaiting() {
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> it().keys(tenant, id(), "waiting").stream().anyMatch(WokenIT::waitsForLong));
  }

  private static boolean waitsForLong(JsonObject key) {
    Instant later = Instant.now().plus(Connector.PATIENCE).plus(Connector.PATIENCE);
    return key.text("waitsFor").isPresent()
        && Instant.parse(key.text("dueAt").orElseThrow()).isAfter(later);
  }

  private void awaitMembers(String... names) {
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> assertThat(directory.memberNames(TEAM)).containsExactly(names));
  }
}
