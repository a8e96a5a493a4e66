package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of people and of targets, through real Kafka, PostgreSQL and HTTP.
class InsightIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();

  private final DecisionFeed feed = DecisionFeed.shared();
  private final String tenant = "insight-" + TENANTS.incrementAndGet();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private @Nullable Connector started;

  @BeforeEach
  void start(@TempDir Path folder) {
    JsonObject second =
        TargetEntries.scim("wiki", tenant, server.url())
            .with("scope", JsonObject.of("filter", new JsonString("title eq \"Dr\"")));
    started =
        Connector.start(folder, List.of(TargetEntries.scim("crm", tenant, server.url()), second));
  }

  @AfterEach
  void stop() {
    connector().close();
    server.close();
  }

  private Connector connector() {
    return Objects.requireNonNull(started);
  }

  @Test
  void a_person_is_explained_at_each_target_by_the_rule_that_decided() {
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    connector().awaitApplied(tenant);

    List<JsonObject> all =
        objects(connector().get("/internal/v1/" + tenant + "/people/u1").body(), "targets");

    assertThat(all)
        .extracting(it -> it.text("targetId").orElseThrow())
        .containsExactly("crm", "wiki");
    assertThat(all)
        .extracting(it -> it.text("standing").orElseThrow())
        .containsExactly("in_step", "outside");
    assertThat(texts(all.getFirst(), "sentences"))
        .containsExactly(
            "The person belongs in the app: there is no scope.",
            "The app has confirmed it as it should be.",
            "Nothing is left to do.");
    assertThat(texts(all.getLast(), "sentences"))
        .containsExactly(
            "The person does not belong in the app: the filter does not match: title eq \"Dr\".",
            "The app does not have it.",
            "Nothing is left to do.");
    assertThat(
            objects(
                connector().get("/internal/v1/" + tenant + "/people/u1?target=wiki").body(),
                "targets"))
        .hasSize(1);
    assertThat(connector().get("/internal/v1/" + tenant + "/targets/crm/resources/x").status())
        .isEqualTo(404);
    assertThat(connector().get("/internal/v1/other/targets/crm/resources/u1").status())
        .isEqualTo(404);
  }

  @Test
  void a_group_says_how_many_members_wait_and_some_of_them() {
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 1, "ghost-1", "ghost-2"));
    await().atMost(Connector.PATIENCE).until(() -> directory.group("Team").isPresent());
    await().atMost(Connector.PATIENCE).until(() -> resource("g1").text("waitsFor").isPresent());

    JsonObject members = (JsonObject) Objects.requireNonNull(resource("g1").get("members"));
    JsonObject waiting = (JsonObject) Objects.requireNonNull(members.get("waiting"));
    assertThat(waiting.get("count")).isEqualTo(JsonNumber.of(2));
    assertThat(texts(waiting, "sample")).containsExactlyInAnyOrder("ghost-1", "ghost-2");
    assertThat(texts(resource("g1"), "sentences"))
        .contains("2 memberships wait for members who have no account in the app yet.");
  }

  @Test
  void a_target_in_trouble_says_what_it_is_and_one_that_is_paused_too() {
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    connector().awaitApplied(tenant);
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    ((JsonObject) Objects.requireNonNull(crm().get("applied"))).get("last5Minutes"))
                .isEqualTo(JsonNumber.of(1)));
    assertThat(texts(crm(), "sentences")).containsExactly("Nothing waits.");

    server.mood(_ -> new Mood.Says(Response.of(401)));
    feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 2, Facts.person("ada")));
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() ->
            assertThat(texts(crm(), "sentences"))
                .anyMatch(it -> it.startsWith("The breaker is open"))
                .contains("Most failures: The app does not accept our credentials.")
                .contains("1 of these is a leaver and goes first."));
    assertThat(objects(crm(), "errorClasses"))
        .singleElement()
        .satisfies(it -> assertThat(it.text("class")).contains("unauthorized"));

    connector()
        .targets(
            List.of(
                TargetEntries.scim("crm", tenant, server.url()).with("paused", JsonBoolean.TRUE)));
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() ->
            assertThat(texts(resource("u1"), "sentences"))
                .contains("The target is paused by its configuration: nothing is sent."));
    connector()
        .targets(
            List.of(
                TargetEntries.scim("crm", tenant, server.url()).with("speed", JsonBoolean.TRUE)));
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() ->
            assertThat(texts(crm(), "sentences"))
                .contains("Its configuration has a fault: Target 'crm': 'speed' is not known."));
  }

  private JsonObject crm() {
    return connector().target(tenant, "crm");
  }

  private JsonObject resource(String id) {
    return connector().get("/internal/v1/" + tenant + "/targets/crm/resources/" + id).body();
  }

  private static List<JsonObject> objects(JsonObject object, String name) {
    return ((JsonArray) Objects.requireNonNull(object.get(name)))
        .elements().stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> texts(JsonObject object, String name) {
    return ((JsonArray) Objects.requireNonNull(object.get(name)))
        .elements().stream().map(it -> ((JsonString) it).value()).toList();
  }
}
