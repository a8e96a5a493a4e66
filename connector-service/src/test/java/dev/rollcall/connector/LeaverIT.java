package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// Whoever may no longer be in does not wait for those who may.
class LeaverIT {
  /// A target that answers 429 before it has taken anything is called once a second at first.
  private static final Duration SLOWED = Duration.ofSeconds(60);

  private final DecisionFeed feed = DecisionFeed.shared();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private @Nullable Connector started;
  private String tenant = "";

  @BeforeEach
  void start(@TempDir Path folder, TestInfo test) {
    tenant = "v-" + Integer.toHexString(test.getDisplayName().hashCode());
    JsonObject target =
        TargetEntries.scim("crm", tenant, server.url()).toBuilder().put("maxInFlight", 1).build();
    started = Connector.start(folder, List.of(target));
    feed.publish(tenant, Facts.created(Facts.user("leaver"), Facts.person("leaver")));
    feed.publish(tenant, Facts.created(Facts.user("member"), Facts.person("member")));
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 1, "member"));
    connector().awaitApplied(tenant);
  }

  @AfterEach
  void stop() {
    connector().close();
    server.close();
  }

  private Connector connector() {
    return Objects.requireNonNull(started);
  }

  /// Makes the target ask for two seconds of peace, in which a backlog grows.
  private int backlog() {
    var asked = new AtomicBoolean();
    server.mood(_ ->
        asked.compareAndSet(false, true)
            ? new Mood.Says(new Response(429, Map.of("Retry-After", "2"), ""))
            : new Mood.Honest());
    for (int i = 0; i < 30; i++) {
      feed.publish(tenant, Facts.created(Facts.user("new-" + i), Facts.person("new-" + i)));
    }
    await().atMost(Connector.PATIENCE).until(asked::get);
    return server.requests().size();
  }

  @Test
  void a_leaver_overtakes_everybody_who_waits() {
    int before = backlog();
    feed.publish(tenant, Facts.deactivated(Facts.user("leaver"), 2, Facts.person("leaver")));
    feed.publish(tenant, Facts.left(Facts.group("g1"), 2, "member"));
    connector().awaitApplied(tenant, SLOWED);

    List<String> calls =
        server.requests().stream()
            .skip(before)
            .filter(request -> !request.method().equals("GET"))
            .limit(2)
            .map(Request::body)
            .toList();
    assertThat(calls).anyMatch(body -> body.contains("\"path\":\"active\",\"value\":false"));
    assertThat(calls).anyMatch(body -> body.contains("members[value eq"));
  }

  /// Other instances see it there.
  @Test
  void a_pause_that_the_read_after_a_deactivation_hears_of_is_the_targets() {
    server.mood(request ->
        request.method().equals("GET")
            ? new Mood.Says(new Response(429, Map.of("Retry-After", "600"), ""))
            : new Mood.Honest());
    feed.publish(tenant, Facts.deactivated(Facts.user("leaver"), 2, Facts.person("leaver")));

    await()
        .atMost(Connector.PATIENCE)
        .until(() -> connector().target(tenant, "crm").get("notBefore") != null);
  }

  @Test
  void a_leaver_does_not_wait_for_the_schedule_of_a_failing_key() {
    server.mood(request ->
        request.body().contains("title") ? new Mood.Says(Response.of(500)) : new Mood.Honest());
    feed.publish(
        tenant,
        Facts.changed(
            Facts.user("leaver"), 2, Facts.person("leaver").with("title", new JsonString("T"))));
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> !connector().keys(tenant, "crm", "failing").isEmpty());

    feed.publish(tenant, Facts.deleted(Facts.user("leaver"), 3));
    await().atMost(Connector.PATIENCE).until(() -> directory.user("leaver").isEmpty());
    connector().awaitApplied(tenant);
  }

  @Test
  void a_deactivation_and_a_removal_that_were_taken_back_are_told_all_the_same() {
    int before = backlog();
    var leaver = Facts.user("leaver");
    feed.publish(tenant, Facts.deactivated(leaver, 2, Facts.person("leaver")));
    feed.publish(tenant, Facts.reactivated(leaver, 3, Facts.person("leaver")));
    feed.publish(tenant, Facts.left(Facts.group("g1"), 2, "member"));
    feed.publish(tenant, Facts.joined(Facts.group("g1"), 3, "member"));
    connector().awaitApplied(tenant, SLOWED);

    List<String> calls =
        server.requests().stream()
            .skip(before)
            .filter(request -> request.method().equals("PATCH"))
            .map(Request::body)
            .toList();
    assertThat(calls).hasSize(4);
    assertThat(calls.stream().filter(body -> body.contains("active")).toList())
        .satisfiesExactly(
            first -> assertThat(first).contains("false"),
            second -> assertThat(second).contains("true"));
    assertThat(calls.stream().filter(body -> body.contains("members")).toList())
        .satisfiesExactly(
            first -> assertThat(first).contains("remove"),
            second -> assertThat(second).contains("add"));
    assertThat(directory.memberNames("Team")).containsExactly("member");
  }

  @Test
  void ten_changes_that_wait_become_one_call() {
    int before = backlog();
    for (int version = 2; version <= 11; version++) {
      feed.publish(
          tenant,
          Facts.changed(
              Facts.user("leaver"),
              version,
              Facts.person("leaver").with("title", new JsonString("T" + version))));
    }
    connector().awaitApplied(tenant, SLOWED);

    assertThat(
            server.requests().stream()
                .skip(before)
                .filter(request -> request.method().equals("PATCH")))
        .hasSize(1);
    assertThat(directory.user("leaver").orElseThrow().text("title")).contains("T11");
  }
}
