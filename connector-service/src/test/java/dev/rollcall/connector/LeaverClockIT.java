package dev.rollcall.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long whoever left is still in, by what the target shows and not by what it says.
class LeaverClockIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();

  private final DecisionFeed feed = DecisionFeed.shared();
  private final String tenant = "clock-" + TENANTS.incrementAndGet();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private @Nullable Connector started;
  @TempDir @Nullable Path folder;

  @AfterEach
  void stop() {
    connector().close();
    server.close();
  }

  private Connector connector() {
    return Objects.requireNonNull(started);
  }

  private void start(JsonObject target) {
    started = Connector.start(Objects.requireNonNull(folder), List.of(target), "LEAVER_ALARM=PT1S");
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    connector().awaitApplied(tenant);
  }

  private JsonObject scim() {
    return TargetEntries.scim("crm", tenant, server.url());
  }

  private List<JsonObject> leavers(String query) {
    JsonObject body = connector().get("/internal/v1/" + tenant + "/leavers?" + query).body();
    return ((JsonArray) Objects.requireNonNull(body.get("leavers")))
        .elements().stream().map(JsonObject.class::cast).toList();
  }

  private long reads() {
    return server.requests().stream()
        .filter(it -> it.method().equals("GET") && it.path().startsWith("/Users/"))
        .count();
  }

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
  void a_target_that_must_not_be_read_is_taken_at_its_word() {
    start(scim().with("profile", JsonObject.of("readBack", JsonBoolean.FALSE)));
    feed.publish(tenant, Facts.deleted(Facts.user("u1"), 2));
    connector().awaitApplied(tenant);

    assertThat(leavers("").getFirst().text("confirmedBy")).contains("answer");
    assertThat(reads()).isZero();
  }

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

  private void failing() {
    server.mood(_ -> new Mood.Says(Response.of(500)));
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

  private JsonObject forDoctors() {
    return scim().with("scope", JsonObject.of("filter", new JsonString("title eq \"Dr\"")));
  }

  private static Fact changedTo(long version, String title) {
    return Facts.changed(
        Facts.user("u1"), version, Facts.person("ada").with("title", new JsonString(title)));
  }

  private static Instant since(JsonObject leaver) {
    return Instant.parse(leaver.text("since").orElseThrow());
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

  private static long millis(@Nullable JsonObject object, String name) {
    return ((JsonNumber) Objects.requireNonNull(Objects.requireNonNull(object).get(name)))
        .value()
        .longValueExact();
  }

  private JsonObject person() {
    return connector().get("/internal/v1/" + tenant + "/targets/crm/resources/u1").body();
  }

  private String metrics() {
    return new String(connector().raw("/metrics", "").body(), UTF_8);
  }
}
