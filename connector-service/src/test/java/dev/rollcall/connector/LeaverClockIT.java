package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// How long whoever left is still in, by what the target shows and not by what it says.
class LeaverClockIT extends LeaverCase {
  @Test
  void a_leaver_is_out_when_the_target_shows_it_and_one_read_is_enough() {
    start(scim());
    feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 2, Facts.person("ada")));
    connector().awaitApplied(tenant);

    assertThat(leavers(""))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.text("cause")).contains("deactivated");
          assertThat(it.text("confirmedBy")).contains("read");
          assertThat(it.text("sentence").orElseThrow()).startsWith("Out within ");
        });
    assertThat(reads()).isEqualTo(1);

    // Whoever is out already is no leaver when the account is deleted.
    feed.publish(tenant, Facts.deleted(Facts.user("u1"), 3));
    connector().awaitApplied(tenant);
    assertThat(leavers("")).hasSize(1);
  }

  @Test
  void a_target_that_says_done_and_keeps_the_account_active_does_not_count_and_rings() {
    start(scim());
    server.mood(request ->
        request.method().equals("PATCH")
            ? new Mood.Says(Response.json(200, directory.user("ada").orElseThrow()))
            : new Mood.Honest());
    feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 2, Facts.person("ada")));

    await().atMost(Connector.PATIENCE).until(() -> leavers("overdue=true").size() == 1);
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> metrics().contains("rollcall_leavers_overdue{target=\"crm\"} 1.0"));
    assertThat(connector().get("/health/ready").status()).isEqualTo(200);
    JsonObject status = person();
    assertThat(status.text("standing")).contains("failing");
    assertThat(status.get("lastError"))
        .isInstanceOfSatisfying(
            JsonObject.class, it -> assertThat(it.text("class")).contains("unconfirmed"));

    server.honest();
    await().atMost(Connector.PATIENCE).until(() -> leavers("stillIn=true").isEmpty());
    assertThat(directory.user("ada").orElseThrow().get("active")).isEqualTo(JsonBoolean.FALSE);
    assertThat(leavers("").getFirst().text("confirmedBy")).contains("read");
  }

  @Test
  void a_deletion_that_did_not_happen_is_tried_again() {
    start(scim());
    server.mood(request ->
        request.method().equals("DELETE") ? new Mood.Says(Response.of(204)) : new Mood.Honest());
    feed.publish(tenant, Facts.deleted(Facts.user("u1"), 2));
    await().atMost(Connector.PATIENCE).until(() -> reads() >= 1);
    assertThat(leavers("stillIn=true")).hasSize(1);

    server.honest();
    await().atMost(Connector.PATIENCE).until(() -> leavers("stillIn=true").isEmpty());
    assertThat(directory.user("ada")).isEmpty();
  }

  @Test
  void a_read_that_fails_confirms_nobody_and_is_made_again_until_it_is_answered() {
    start(scim());
    readsSay(500);
    feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 2, Facts.person("ada")));
    awaitFailing();

    assertThat(directory.user("ada").orElseThrow().get("active")).isEqualTo(JsonBoolean.FALSE);
    assertThat(leavers("stillIn=true")).hasSize(1);

    server.honest();
    await().atMost(Connector.PATIENCE).until(() -> leavers("stillIn=true").isEmpty());
    assertThat(leavers("").getFirst().text("confirmedBy")).contains("read");
    assertThat(calls("PATCH")).as("what was answered is not asked again").isEqualTo(1);
  }

  @Test
  void nor_does_one_that_fails_after_a_deletion() {
    start(scim());
    readsSay(500);
    feed.publish(tenant, Facts.deleted(Facts.user("u1"), 2));
    awaitFailing();

    assertThat(directory.user("ada")).isEmpty();
    assertThat(leavers("stillIn=true")).hasSize(1);

    server.honest();
    await().atMost(Connector.PATIENCE).until(() -> leavers("stillIn=true").isEmpty());
    assertThat(leavers("").getFirst().text("confirmedBy")).contains("read");
    assertThat(calls("DELETE")).isEqualTo(1);
    connector().awaitApplied(tenant);
  }

  @Test
  void a_read_waits_for_the_rates_of_the_target_and_nothing_is_asked_twice() {
    JsonObject rare =
        JsonObject.builder()
            .put("class", "all")
            .put("permits", 20)
            .put("perSeconds", 60)
            .put("burst", 1)
            .build();
    start(scim().with("profile", JsonObject.of("rates", JsonArray.of(rare))));
    feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 2, Facts.person("ada")));
    connector().awaitApplied(tenant);

    assertThat(leavers("").getFirst().text("confirmedBy")).contains("read");
    assertThat(calls("PATCH")).isEqualTo(1);
  }

  @Test
  void an_app_that_shows_nobody_its_accounts_is_taken_at_its_word() {
    start(scim());
    readsSay(403);
    feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 2, Facts.person("ada")));
    connector().awaitApplied(tenant);

    assertThat(leavers("").getFirst().text("confirmedBy")).contains("answer");
  }

  @Test
  void an_account_that_is_said_to_be_gone_is_out() {
    start(scim());
    readsSay(410);
    feed.publish(tenant, Facts.deleted(Facts.user("u1"), 2));
    connector().awaitApplied(tenant);

    assertThat(leavers("").getFirst().text("confirmedBy")).contains("read");
  }

  private void readsSay(int status) {
    server.mood(request ->
        request.method().equals("GET") ? new Mood.Says(Response.of(status)) : new Mood.Honest());
  }

  private void awaitFailing() {
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> !connector().keys(tenant, "crm", "failing").isEmpty());
  }

  private long calls(String method) {
    return server.requests().stream().filter(it -> it.method().equals(method)).count();
  }

  @Test
  void a_target_that_must_not_be_read_is_taken_at_its_word() {
    start(scim().with("profile", JsonObject.of("readBack", JsonBoolean.FALSE)));
    feed.publish(tenant, Facts.deleted(Facts.user("u1"), 2));
    connector().awaitApplied(tenant);

    assertThat(leavers("").getFirst().text("confirmedBy")).contains("answer");
    assertThat(reads()).isZero();
  }

  @Test
  void a_webhook_that_takes_the_event_has_the_leaver_out() {
    var hooks = new FakeServer(_ -> Response.of(204));
    try (hooks) {
      start(TargetEntries.webhook("hooks", tenant, hooks.url()));
      feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 2, Facts.person("ada")));
      connector().awaitApplied(tenant);

      assertThat(leavers("target=hooks").getFirst().text("confirmedBy")).contains("answer");
    }
  }

  @Test
  void whoever_is_still_in_counts_however_long_ago_they_left() {
    start(scim());
    failing();
    feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 2, Facts.person("ada")));
    await().atMost(Connector.PATIENCE).until(() -> leavers("overdue=true").size() == 1);

    assertThat(of(times("PT0.5S"), "stillIn")).isEqualTo(JsonNumber.of(1));
    assertThat(((JsonObject) of(times("PT0.5S"), "p50")).get("atLeast"))
        .isEqualTo(JsonBoolean.TRUE);
  }

  @Test
  void the_alarm_does_not_mind_whether_the_target_is_paused() {
    start(scim());
    connector().targets(List.of(scim().with("paused", JsonBoolean.TRUE)));
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> connector().target(tenant, "crm").toString().contains("paused"));
    feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 2, Facts.person("ada")));

    await().atMost(Connector.PATIENCE).until(() -> leavers("overdue=true").size() == 1);
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> metrics().contains("rollcall_leavers_overdue{target=\"crm\"} 1.0"));
  }

  @Test
  void whoever_is_still_in_a_target_that_is_removed_is_shown_as_that() {
    start(scim());
    failing();
    feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 2, Facts.person("ada")));
    await().atMost(Connector.PATIENCE).until(() -> leavers("overdue=true").size() == 1);

    connector().targets(List.of());
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> connector().get("/internal/v1/" + tenant + "/targets/crm").status() == 404);

    assertThat(leavers("stillIn=true"))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.get("targetRemoved")).isEqualTo(JsonBoolean.TRUE);
          assertThat(it.text("sentence").orElseThrow()).contains("the target was removed");
        });
    // Nobody could end an alarm that goes on.
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> !metrics().contains("rollcall_leavers_overdue{target=\"crm\"}"));
  }

  private JsonObject times(String window) {
    JsonObject times =
        connector().get("/internal/v1/" + tenant + "/leavers/times?window=" + window).body();
    return (JsonObject)
        ((JsonArray) Objects.requireNonNull(times.get("targets"))).elements().getFirst();
  }

  private static Json of(JsonObject object, String name) {
    return Objects.requireNonNull(object.get(name));
  }

  @Test
  void percentiles_are_those_of_all_who_left() {
    start(scim());
    for (int index = 0; index < 10; index++) {
      feed.publish(tenant, Facts.created(Facts.user("n" + index), Facts.person("new-" + index)));
    }
    connector().awaitApplied(tenant);
    for (int index = 0; index < 10; index++) {
      feed.publish(tenant, Facts.deleted(Facts.user("n" + index), 2));
    }
    connector().awaitApplied(tenant);

    JsonObject times =
        connector().get("/internal/v1/" + tenant + "/leavers/times?window=PT1H").body();
    var crm =
        (JsonObject)
            ((JsonArray) Objects.requireNonNull(times.get("targets"))).elements().getFirst();
    assertThat(crm.get("leavers")).isEqualTo(JsonNumber.of(10));
    assertThat(crm.get("readBack")).isEqualTo(JsonNumber.of(10));
    List<Long> sorted = leavers("").stream().map(it -> millis(it, "millis")).sorted().toList();
    assertThat(millis((JsonObject) crm.get("p50"), "millis")).isEqualTo(sorted.get(4));
    assertThat(millis((JsonObject) crm.get("p90"), "millis")).isEqualTo(sorted.get(8));
    assertThat(millis((JsonObject) crm.get("p99"), "millis")).isEqualTo(sorted.get(9));
    assertThat(connector().get("/internal/v1/" + tenant + "/leavers/times?window=P1Y").status())
        .isEqualTo(400);
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> metrics().contains("rollcall_leavers_out_seconds"));
  }
}
