package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who counts as a leaver, and how often: scopes, several changes, and who was never there.
class LeaverScopeIT extends LeaverCase {
  @Test
  void whoever_falls_out_of_scope_is_a_leaver_too() {
    start(
        scim().with("scope", JsonObject.of("filter", new JsonString("not (title eq \"Guest\")"))));
    feed.publish(
        tenant,
        Facts.changed(
            Facts.user("u1"), 2, Facts.person("ada").with("title", new JsonString("Guest"))));
    connector().awaitApplied(tenant);

    assertThat(leavers(""))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.text("cause")).contains("out_of_scope");
          assertThat(it.text("confirmedBy")).contains("read");
        });
    assertThat(person().text("standing")).contains("outside");
  }

  @Test
  void whoever_comes_back_and_falls_out_of_scope_again_is_a_leaver_again() {
    start(scim());
    connector().targets(List.of(forDoctors()));
    await().atMost(Connector.PATIENCE).until(() -> directory.user("ada").isEmpty());
    connector().awaitApplied(tenant);
    JsonObject first = leavers("").getFirst();
    connector().targets(List.of(scim()));
    await().atMost(Connector.PATIENCE).until(() -> directory.user("ada").isPresent());
    connector().awaitApplied(tenant);

    server.mood(request ->
        request.method().equals("DELETE") ? new Mood.Says(Response.of(500)) : new Mood.Honest());
    connector().targets(List.of(forDoctors()));
    await().atMost(Connector.PATIENCE).until(() -> leavers("stillIn=true").size() == 1);
    server.honest();
    await().atMost(Connector.PATIENCE).until(() -> leavers("stillIn=true").isEmpty());

    JsonObject second = leavers("").getFirst();
    assertThat(second.text("confirmedBy")).contains("read");
    assertThat(since(second)).isAfter(since(first));

    // Whoever is out is looked at again, and leaves no more by that.
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, Facts.person("ada")));
    connector().awaitApplied(tenant);
    assertThat(leavers("")).containsExactly(second);
  }

  @Test
  void the_clock_does_not_count_what_the_key_waited_for_before() {
    start(
        scim().with("scope", JsonObject.of("filter", new JsonString("not (title eq \"Guest\")"))));
    server.mood(_ -> new Mood.Says(Response.of(500)));
    feed.publish(tenant, changedTo(2, "Lady"));
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> !connector().keys(tenant, "crm", "failing").isEmpty());
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    feed.publish(tenant, changedTo(3, "Guest"));
    await().atMost(Connector.PATIENCE).until(() -> leavers("stillIn=true").size() == 1);
    server.honest();
    connector().awaitApplied(tenant);

    assertThat(leavers(""))
        .singleElement()
        .satisfies(it -> assertThat(since(it)).isAfterOrEqualTo(before));
  }

  @Test
  void whoever_is_back_in_scope_before_the_account_went_is_no_leaver() {
    start(
        scim().with("scope", JsonObject.of("filter", new JsonString("not (title eq \"Guest\")"))));
    failing();
    feed.publish(tenant, changedTo(2, "Guest"));
    await().atMost(Connector.PATIENCE).until(() -> leavers("stillIn=true").size() == 1);

    feed.publish(tenant, changedTo(3, "Lady"));
    await().atMost(Connector.PATIENCE).until(() -> leavers("").isEmpty());
    server.honest();
    connector().awaitApplied(tenant);
    assertThat(leavers("")).isEmpty();
    assertThat(directory.user("ada").orElseThrow().text("title")).contains("Lady");
  }

  @Test
  void several_changes_between_two_attempts_are_one_leaver() {
    start(
        scim().with("scope", JsonObject.of("filter", new JsonString("not (title eq \"Guest\")"))));
    failing();
    feed.publish(tenant, changedTo(2, "Guest"));
    await().atMost(Connector.PATIENCE).until(() -> leavers("stillIn=true").size() == 1);
    JsonObject first = leavers("").getFirst();
    for (long version = 3; version < 6; version++) {
      int calls = server.requests().size();
      feed.publish(
          tenant,
          Facts.changed(
              Facts.user("u1"),
              version,
              Facts.person("ada").toBuilder()
                  .put("title", "Guest")
                  .put("nickName", "number " + version)
                  .build()));
      await().atMost(Connector.PATIENCE).until(() -> server.requests().size() > calls);
    }
    feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 6, Facts.person("ada")));
    feed.publish(tenant, Facts.deleted(Facts.user("u1"), 7));
    server.honest();
    connector().awaitApplied(tenant);

    assertThat(leavers(""))
        .singleElement()
        .satisfies(it -> {
          assertThat(since(it)).isEqualTo(since(first));
          assertThat(it.get("outAt")).isNotNull();
        });
  }

  @Test
  void whoever_is_deactivated_and_deleted_leaves_once_and_twice_where_he_was_back() {
    start(scim());
    failing();
    feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 2, Facts.person("ada")));
    feed.publish(tenant, Facts.deleted(Facts.user("u1"), 3));
    await().atMost(Connector.PATIENCE).until(() -> !leavers("stillIn=true").isEmpty());
    server.honest();
    connector().awaitApplied(tenant);
    assertThat(leavers("")).hasSize(1);

    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("kim")));
    connector().awaitApplied(tenant);
    failing();
    feed.publish(tenant, Facts.deactivated(Facts.user("u2"), 2, Facts.person("kim")));
    feed.publish(tenant, Facts.reactivated(Facts.user("u2"), 3, Facts.person("kim")));
    feed.publish(tenant, Facts.deleted(Facts.user("u2"), 4));
    await().atMost(Connector.PATIENCE).until(() -> leavers("stillIn=true").size() == 2);
    server.honest();
    connector().awaitApplied(tenant);
    assertThat(leavers("stillIn=true")).isEmpty();
  }

  @Test
  void whoever_never_was_in_the_target_is_no_leaver() {
    start(scim());
    server.mood(_ -> new Mood.Says(Response.of(500)));
    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("eve")));
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> !connector().keys(tenant, "crm", "failing").isEmpty());
    feed.publish(tenant, Facts.deleted(Facts.user("u2"), 2));
    server.honest();
    connector().awaitApplied(tenant);

    assertThat(leavers("stillIn=true")).isEmpty();
    JsonObject times = connector().get("/internal/v1/" + tenant + "/leavers/times").body();
    assertThat(times.get("targets")).isEqualTo(JsonArray.EMPTY);
  }
}
