package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// An app with a dialect of its own is kept in step by configuration alone.
class RestDeliveryIT {
  private static final String OPERATIONS =
      """
      {"User": {
         "find": {"method": "GET", "path": "/people?login={userName}",
           "answer": "body[0].{'id': number, 'resource': {'userName': login, 'externalId': ref}}"},
         "create": {"method": "POST", "path": "/people", "answer": "/created/number",
           "body": "{'login': resource.userName, 'ref': id, 'state': resource.active ? 'open' : 'lock', 'role': resource.title}",
           "conflict": [422]},
         "update": {"method": "PUT", "path": "/people/{remoteId}", "absent": [400],
           "body": "{'login': resource.userName, 'ref': id, 'state': resource.active ? 'open' : 'lock', 'role': resource.title}"},
         "deactivate": {"method": "POST", "path": "/people/{remoteId}/lock", "absent": [400]},
         "delete": {"method": "DELETE", "path": "/people/{remoteId}", "absent": [400]}},
       "Group": {
         "find": {"method": "GET", "path": "/teams?name={displayName}", "answer": "/0/number"},
         "create": {"method": "POST", "path": "/teams", "answer": "/created/number",
           "body": "{'name': resource.displayName}", "conflict": [422]},
         "update": {"method": "PUT", "path": "/teams/{remoteId}", "body": "{'name': resource.displayName}"},
         "delete": {"method": "DELETE", "path": "/teams/{remoteId}", "absent": [400]},
         "addMembers": {"method": "PUT", "path": "/teams/{remoteId}/people/{memberRemoteId}"},
         "removeMembers": {"method": "DELETE", "path": "/teams/{remoteId}/people/{memberRemoteId}"}}}
      """;

  private final DecisionFeed feed = DecisionFeed.shared();
  private final PeopleApp app = new PeopleApp();
  private final FakeServer server = new FakeServer(app);
  private @Nullable Connector started;
  private String tenant = "";

  @BeforeEach
  void start(@TempDir Path folder, TestInfo test) {
    tenant = "rest-" + Integer.toHexString(test.getDisplayName().hashCode());
    JsonObject operations =
        new JsonCodec(JsonLimits.CLIENT).readObject(OPERATIONS.getBytes(StandardCharsets.UTF_8));
    JsonObject entry =
        JsonObject.builder()
            .put("id", "people")
            .put("tenant", tenant)
            .put("kind", "rest")
            .put("url", server.url() + "/api")
            .put("allowPrivateAddress", true)
            .put(
                "auth", JsonObject.builder().put("type", "header").put("name", "X-Api-Key").build())
            .put("apiKey", "k-123")
            .put("operations", operations)
            .build();
    started = Connector.start(folder, List.of(entry));
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
  void people_join_move_and_leave_in_the_words_of_the_app() {
    feed.publish(tenant, Facts.created(Facts.group("g"), Facts.team("Sales & more")));
    feed.publish(tenant, Facts.created(Facts.user("a"), Facts.person("ada")));
    feed.publish(tenant, Facts.created(Facts.user("b"), Facts.person("bob/x")));
    feed.publish(tenant, Facts.joined(Facts.group("g"), 2, "a", "b"));
    connector().awaitApplied(tenant);
    assertThat(app.team("Sales & more")).containsExactlyInAnyOrder("ada", "bob/x");
    assertThat(app.person("ada").orElseThrow().text("state")).contains("open");
    assertThat(app.person("ada").orElseThrow().text("ref")).contains("a");

    feed.publish(
        tenant,
        Facts.changed(
            Facts.user("a"), 2, Facts.person("ada").with("title", new JsonString("Lead"))));
    feed.publish(tenant, Facts.deactivated(Facts.user("b"), 2, Facts.person("bob/x")));
    feed.publish(tenant, Facts.left(Facts.group("g"), 3, "b"));
    connector().awaitApplied(tenant);
    assertThat(app.person("ada").orElseThrow().text("role")).contains("Lead");
    assertThat(app.person("bob/x").orElseThrow().text("state")).contains("lock");
    assertThat(app.team("Sales & more")).containsExactly("ada");
    assertThat(server.requests()).anyMatch(it -> it.path().endsWith("/lock"));

    // There is no operation to reactivate: an update says it.
    feed.publish(tenant, Facts.reactivated(Facts.user("b"), 3, Facts.person("bob/x")));
    feed.publish(tenant, Facts.deleted(Facts.user("a"), 3));
    connector().awaitApplied(tenant);
    assertThat(app.person("bob/x").orElseThrow().text("state")).contains("open");
    assertThat(app.person("ada")).isEmpty();
  }

  @Test
  void what_a_lost_answer_left_is_found_and_nobody_is_there_twice() {
    var died = new AtomicBoolean();
    server.mood(request ->
        request.method().equals("POST") && died.compareAndSet(false, true)
            ? new Mood.DoesAndDies()
            : new Mood.Honest());

    feed.publish(tenant, Facts.created(Facts.user("a"), Facts.person("ada")));
    connector().awaitApplied(tenant);

    assertThat(app.person("ada")).isPresent();
    assertThat(server.requests().stream().filter(it -> it.method().equals("POST"))).hasSize(1);
    assertThat(server.requests()).anyMatch(it -> it.method().equals("GET"));
  }

  @Test
  void members_are_sent_again_to_an_app_that_takes_nobody_twice() {
    feed.publish(tenant, Facts.created(Facts.group("g"), Facts.team("Sales")));
    feed.publish(tenant, Facts.created(Facts.user("a"), Facts.person("ada")));
    feed.publish(tenant, Facts.created(Facts.user("b"), Facts.person("bob")));
    feed.publish(tenant, Facts.joined(Facts.group("g"), 2, "a", "b"));
    connector().awaitApplied(tenant);
    app.lose("Sales", "ada");

    new ActFeed(connector(), tenant, "people")
        .replay(JsonObject.builder().put("from", "present").put("distrust", true).build());

    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> assertThat(app.team("Sales")).containsExactlyInAnyOrder("ada", "bob"));
    connector().awaitApplied(tenant);
    assertThat(Rows.number(connector().database(), "SELECT count(*) FROM connector.member_link"))
        .isEqualTo(2);
  }

  @Test
  void what_belongs_to_somebody_else_is_not_taken() {
    feed.publish(tenant, Facts.created(Facts.user("first"), Facts.person("ada")));
    connector().awaitApplied(tenant);

    feed.publish(
        tenant,
        Facts.created(Facts.user("second"), Facts.person("ada").with("active", JsonBoolean.TRUE)));

    await()
        .atMost(Connector.PATIENCE)
        .until(() -> !connector().keys(tenant, "people", "failing").isEmpty());
    assertThat(app.person("ada").orElseThrow().text("ref")).contains("first");
  }
}
