package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// A target in every kind of trouble, beside one that is well: nothing is lost, and nobody waits
/// for the one in trouble.
class TroubledTargetIT {
  private final DecisionFeed feed = DecisionFeed.shared();
  private final ScimDirectory directory = new ScimDirectory();
  private final ScimDirectory healthyDirectory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private final FakeServer healthy = new FakeServer(healthyDirectory);
  private @Nullable Connector started;
  private String tenant = "";

  @BeforeEach
  void start(@TempDir Path folder, TestInfo test) {
    tenant = "t-" + Integer.toHexString(test.getDisplayName().hashCode());
    JsonObject troubled =
        TargetEntries.scim("troubled", tenant, server.url()).toBuilder()
            .put("timeoutMillis", 1500)
            .put("maxInFlight", 3)
            .build();
    started =
        Connector.start(
            folder, List.of(troubled, TargetEntries.scim("healthy", tenant, healthy.url())));
  }

  @AfterEach
  void stop() {
    connector().close();
    server.close();
    healthy.close();
  }

  private Connector connector() {
    return Objects.requireNonNull(started);
  }

  @Test
  void a_target_that_is_down_for_a_while_loses_nothing() {
    create("a", "b", "c");
    connector().awaitApplied(tenant);
    server.down();
    feed.publish(tenant, Facts.deactivated(Facts.user("a"), 2, Facts.person("a")));
    feed.publish(tenant, Facts.reactivated(Facts.user("a"), 3, Facts.person("a")));
    feed.publish(tenant, Facts.deleted(Facts.user("b"), 2));
    for (int i = 0; i < 10; i++) {
      create("d" + i);
    }
    await().atMost(Connector.PATIENCE).until(() -> healthyDirectory.user("d9").isPresent());
    await()
        .atMost(Connector.PATIENCE)
        .until(() ->
            !connector()
                .target(tenant, "troubled")
                .text("breaker")
                .equals(java.util.Optional.of("closed")));
    int before = server.requests().size();

    server.up();
    connector().awaitApplied(tenant);

    assertThat(directory.all("/Users")).hasSize(12);
    assertThat(directory.user("b")).isEmpty();
    assertThat(directory.user("a").orElseThrow().get("active")).isEqualTo(JsonBoolean.TRUE);
    // The deactivation was told although it was over when the target came back.
    assertThat(bodies(before, "PATCH"))
        .anyMatch(body -> body.contains("\"active\",\"value\":false"))
        .anyMatch(body -> body.contains("\"active\",\"value\":true"));
    assertThat(connector().target(tenant, "troubled").text("breaker")).contains("closed");
  }

  @Test
  void a_resource_that_always_fails_delays_no_other() {
    server.mood(request ->
        request.body().contains("\"bad\"") ? new Mood.Says(Response.of(500)) : new Mood.Honest());
    create("bad");
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> !connector().keys(tenant, "troubled", "failing").isEmpty());

    create("good-1", "good-2", "good-3");

    await().atMost(Duration.ofSeconds(5)).until(() -> directory.user("good-3").isPresent());
    assertThat(connector().target(tenant, "troubled").text("breaker")).contains("closed");
    server.honest();
    connector().awaitApplied(tenant);
    assertThat(directory.user("bad")).isPresent();
  }

  @Test
  void a_target_that_hangs_delays_no_other() {
    server.mood(_ -> new Mood.Hangs());
    create("a", "b", "c", "d", "e", "f");

    await().atMost(Duration.ofSeconds(5)).until(() -> healthyDirectory.all("/Users").size() == 6);

    assertThat(directory.all("/Users")).isEmpty();
    server.honest();
    connector().awaitApplied(tenant);
    assertThat(directory.all("/Users")).hasSize(6);
  }

  @Test
  void retry_after_in_seconds_is_honoured_for_the_whole_target() {
    throttle(Map.of("Retry-After", "2"), said -> said.plusMillis(1500));
  }

  @Test
  void retry_after_as_a_date_is_honoured_for_the_whole_target() {
    Instant until = Instant.now().plus(3, ChronoUnit.SECONDS).truncatedTo(ChronoUnit.SECONDS);
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(until, ZoneOffset.UTC));
    throttle(Map.of("Retry-After", date), _ -> until);
  }

  /// The first call is answered 429; nothing may come before the time is over.
  ///
  /// @param notBefore from when it was said to when it is over
  private void throttle(Map<String, String> headers, UnaryOperator<Instant> notBefore) {
    var throttled = new AtomicBoolean();
    var saidAt = new AtomicReference<@Nullable Instant>();
    var nextAt = new AtomicReference<@Nullable Instant>();
    server.mood(_ -> {
      if (throttled.compareAndSet(false, true)) {
        saidAt.set(Instant.now());
        return new Mood.Says(new Response(429, headers, ""));
      }
      nextAt.compareAndSet(null, Instant.now());
      return new Mood.Honest();
    });
    create("first");
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> connector().target(tenant, "troubled").get("notBefore") != null);
    create("second", "third");
    await().atMost(Duration.ofSeconds(5)).until(() -> healthyDirectory.user("third").isPresent());

    connector().awaitApplied(tenant);

    assertThat(Objects.requireNonNull(nextAt.get()))
        .isAfterOrEqualTo(notBefore.apply(Objects.requireNonNull(saidAt.get())));
    assertThat(directory.all("/Users")).hasSize(3);
    // The pause is no failure: the key did not use up an attempt of its schedule.
    assertThat(server.requests().stream().filter(it -> it.method().equals("POST"))).hasSize(4);
  }

  @Test
  void a_pause_that_another_instance_heard_of_stops_a_turn_that_is_under_way() {
    create("a");
    connector().awaitApplied(tenant);
    pause(Duration.ofMillis(1500));
    feed.publish(tenant, Facts.deactivated(Facts.user("a"), 2, Facts.person("a")));
    feed.publish(tenant, Facts.reactivated(Facts.user("a"), 3, Facts.person("a")));
    var calls = new CopyOnWriteArrayList<Instant>();
    server.mood(request -> {
      if (request.method().equals("PATCH")) {
        if (calls.isEmpty()) {
          pause(Duration.ofSeconds(2));
        }
        calls.add(Instant.now());
      }
      return new Mood.Honest();
    });

    connector().awaitApplied(tenant);

    assertThat(calls).hasSize(2);
    assertThat(Duration.between(calls.getFirst(), calls.getLast()))
        .isGreaterThan(Duration.ofMillis(1500));
  }

  /// Stores a pause as an instance does that heard of it.
  private void pause(Duration wait) {
    Rows.execute(
        connector().database(),
        """
        UPDATE connector.lane SET not_before = now() + interval '%d milliseconds'
        WHERE tenant = '%s' AND target_id LIKE '%%troubled%%'
        """
            .formatted(wait.toMillis(), tenant));
  }

  @Test
  void a_permanent_refusal_parks_only_its_resource_until_something_newer_comes() {
    server.mood(request ->
        request.body().contains("\"bad\"")
            ? new Mood.Says(
                Response.json(
                    400,
                    JsonObject.builder()
                        .put("scimType", "invalidValue")
                        .put("detail", "The address bad@example.com is wrong")
                        .build()))
            : new Mood.Honest());
    create("bad", "good");
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> connector().keys(tenant, "troubled", "parked").size() == 1);

    JsonObject key = connector().keys(tenant, "troubled", "parked").getFirst();
    assertThat(key.text("resourceId")).contains(id("bad"));
    assertThat(key.get("lastError"))
        .isInstanceOfSatisfying(
            JsonObject.class,
            error -> {
              assertThat(error.get("status")).isEqualTo(JsonNumber.of(400));
              assertThat(error.text("text")).contains("invalidValue: The address […] is wrong");
            });
    assertThat(directory.user("good")).isPresent();

    feed.publish(tenant, Facts.changed(Facts.user(id("bad")), 2, Facts.person("better")));
    connector().awaitApplied(tenant);
    assertThat(directory.user("better")).isPresent();
  }

  @Test
  void wrong_credentials_open_the_breaker_and_a_new_token_heals_it() {
    server.mood(request ->
        "Bearer new-token".equals(request.headers().get("authorization"))
            ? new Mood.Honest()
            : new Mood.Says(Response.of(401)));
    create("a", "b");
    await()
        .atMost(Connector.PATIENCE)
        .until(() ->
            List.of("open", "half_open")
                .contains(connector().target(tenant, "troubled").text("breaker").orElseThrow()));

    connector()
        .targets(
            List.of(
                TargetEntries.scim("troubled", tenant, server.url())
                    .with("token", new JsonString("new-token"))));
    await().atMost(Connector.PATIENCE).until(() -> directory.all("/Users").size() == 2);
    assertThat(healthyDirectory.all("/Users")).hasSize(2);
  }

  private String id(String name) {
    return tenant + "-" + name;
  }

  private void create(String... names) {
    for (String name : names) {
      String id = name.length() == 1 ? name : id(name);
      feed.publish(tenant, Facts.created(Facts.user(id), Facts.person(name)));
    }
  }

  private List<String> bodies(int from, String method) {
    return server.requests().stream()
        .skip(from)
        .filter(request -> request.method().equals(method))
        .map(Request::body)
        .toList();
  }
}
