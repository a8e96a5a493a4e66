package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Scope and mapping from the targets file to a SCIM server, through real Kafka, PostgreSQL and
/// HTTP. Each test has a tenant and a server of its own.
class MappingIT extends OneTargetCase {
  private static final String LOWER = "$merge([$, {\"userName\": $lowercase(userName)}])";

  MappingIT() {
    super("mapping");
  }

  @Test
  void a_mapping_says_what_the_target_gets_and_a_person_who_breaks_it_waits_alone() {
    start(withMapping(LOWER));
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ADA")));
    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("x").without("userName")));
    feed.publish(tenant, Facts.created(Facts.user("u3"), Facts.person("KIM")));

    awaitUsers("ada", "kim");
    JsonObject parked = awaitParked("u2");
    JsonObject error = (JsonObject) Objects.requireNonNull(parked.get("lastError"));
    assertThat(error.text("class")).contains("unmappable");
    assertThat(error.text("text"))
        .contains("The mapping of User u2 failed: the result has no text 'userName'");

    feed.publish(tenant, Facts.changed(Facts.user("u2"), 2, Facts.person("LEE")));
    awaitUsers("ada", "kim", "lee");
    it().awaitApplied(tenant);
  }

  @Test
  void a_leaver_leaves_although_the_mapping_fails_for_him() {
    start(withMapping("{\"userName\": title ? userName : $error(\"no\")}"));
    JsonObject titled = Facts.person("ada").toBuilder().put("title", "Dr").build();
    feed.publish(tenant, Facts.created(Facts.user("u1"), titled));
    it().awaitApplied(tenant);

    feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 2, Facts.person("ada")));
    awaitParked("u1");

    assertThat(directory.user("ada").orElseThrow().get("active")).isEqualTo(JsonBoolean.FALSE);
  }

  @Test
  void who_falls_out_of_scope_is_removed_and_who_comes_in_is_created() {
    start(scoped(JsonObject.of("filter", new JsonString("userType eq \"Employee\""))));
    feed.publish(tenant, Facts.created(Facts.user("u1"), typed("ada", "Employee")));
    feed.publish(tenant, Facts.created(Facts.user("u2"), typed("kim", "Guest")));
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 1, "u1", "u2"));
    it().awaitApplied(tenant);
    awaitUsers("ada");
    assertThat(directory.memberNames("Team")).containsExactly("ada");

    feed.publish(tenant, Facts.changed(Facts.user("u2"), 2, typed("kim", "Employee")));
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, typed("ada", "Guest")));
    it().awaitApplied(tenant);
    awaitUsers("kim");
    assertThat(directory.memberNames("Team")).containsExactly("kim");
  }

  @Test
  void a_target_that_deactivates_keeps_who_falls_out_of_scope_without_groups() {
    start(
        scoped(JsonObject.of("filter", new JsonString("userType eq \"Employee\""))).toBuilder()
            .put("profile", JsonObject.of("remove", new JsonString("deactivate")))
            .build());
    feed.publish(tenant, Facts.created(Facts.user("u1"), typed("ada", "Employee")));
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 1, "u1"));
    it().awaitApplied(tenant);

    feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, typed("ada", "Guest")));
    it().awaitApplied(tenant);
    assertThat(directory.user("ada").orElseThrow().get("active")).isEqualTo(JsonBoolean.FALSE);
    assertThat(directory.memberNames("Team")).isEmpty();

    feed.publish(tenant, Facts.changed(Facts.user("u1"), 3, typed("ada", "Employee")));
    it().awaitApplied(tenant);
    assertThat(directory.user("ada").orElseThrow().get("active")).isEqualTo(JsonBoolean.TRUE);
    assertThat(directory.memberNames("Team")).containsExactly("ada");
  }

  @Test
  void a_scope_of_groups_follows_their_members() {
    start(scim());
    feed.publish(tenant, Facts.created(Facts.group("g1"), Facts.team("Team")));
    feed.publish(tenant, Facts.created(Facts.group("g2"), Facts.team("Others")));
    it().awaitApplied(tenant);
    it().targets(List.of(scoped(JsonObject.of("groups", JsonArray.ofStrings(List.of("g1"))))));
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> assertThat(directory.group("Others")).isEmpty());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("kim")));
    it().awaitApplied(tenant);
    awaitUsers();

    feed.publish(tenant, Facts.joined(Facts.group("g1"), 2, "u1", "u2"));
    it().awaitApplied(tenant);
    awaitUsers("ada", "kim");
    assertThat(directory.memberNames("Team")).containsExactly("ada", "kim");

    feed.publish(tenant, Facts.left(Facts.group("g1"), 3, "u1"));
    it().awaitApplied(tenant);
    awaitUsers("kim");

    feed.publish(tenant, Facts.deleted(Facts.group("g1"), 4));
    it().awaitApplied(tenant);
    awaitUsers();
  }

  @Test
  void a_new_mapping_sends_what_differs_by_it_and_nothing_else() {
    start(withMapping("$"));
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ADA")));
    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("kim")));
    it().awaitApplied(tenant);
    int before = server.requests().size();

    it().targets(List.of(withMapping(LOWER)));
    awaitUsers("ada", "kim");
    it().awaitApplied(tenant);

    assertThat(server.requests().subList(before, server.requests().size()))
        .extracting(FakeServer.Request::method)
        .containsExactly("PATCH");
  }

  @Test
  void a_faulty_target_stays_as_it_was_and_the_others_are_untouched() {
    JsonObject good = scim();
    start(good);
    var other = new FakeServer(new ScimDirectory());
    try {
      it().targets(
              List.of(
                  withMapping("{\"userName\": $now()}"),
                  TargetEntries.scim("other-" + tenant, tenant, other.url())));
      await()
          .atMost(Connector.PATIENCE)
          .until(() -> it().troubles().contains("line 1, column 14: '$now' is not allowed"));

      feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ADA")));
      it().awaitApplied(tenant);
      awaitUsers("ADA");
      assertThat(other.requests()).extracting(FakeServer.Request::method).containsExactly("POST");
    } finally {
      other.close();
    }
  }

  @Test
  void a_paused_target_gets_nothing_until_it_goes_on() {
    start(scim().toBuilder().put("paused", true).build());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    await().atMost(Connector.PATIENCE).until(() -> !it().keys(tenant, id(), "waiting").isEmpty());
    assertThat(it().target(tenant, id()).text("state")).contains("paused");
    assertThat(server.requests()).isEmpty();

    it().targets(List.of(scim()));
    awaitUsers("ada");
  }

  private static JsonObject typed(String userName, String userType) {
    return Facts.person(userName).toBuilder().put("userType", userType).build();
  }

  private JsonObject withMapping(String user) {
    return scim().with("mapping", JsonObject.of("User", new JsonString(user)));
  }

  private JsonObject scoped(JsonObject scope) {
    return scim().with("scope", scope);
  }

  private void awaitUsers(String... names) {
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() ->
            assertThat(directory.all("/Users"))
                .extracting(user -> user.text("userName").orElseThrow())
                .containsExactlyInAnyOrder(names));
  }

  private JsonObject awaitParked(String resourceId) {
    await().atMost(Connector.PATIENCE).until(() -> !it().keys(tenant, id(), "parked").isEmpty());
    JsonObject key = it().keys(tenant, id(), "parked").getFirst();
    assertThat(key.text("resourceId")).contains(resourceId);
    return key;
  }
}
