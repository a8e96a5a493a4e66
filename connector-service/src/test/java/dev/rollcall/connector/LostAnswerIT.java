package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// Answers that never arrive, accounts that are there already, and changes behind our back.
class LostAnswerIT {
  private final DecisionFeed feed = DecisionFeed.shared();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private @Nullable Connector started;
  private String tenant = "";

  @BeforeEach
  void start(@TempDir Path folder, TestInfo test) {
    tenant = "l-" + Integer.toHexString(test.getDisplayName().hashCode());
    started = Connector.start(folder, List.of(TargetEntries.scim("crm", tenant, server.url())));
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
  void a_create_whose_answer_was_lost_is_not_sent_twice() {
    Set<String> died = ConcurrentHashMap.newKeySet();
    server.mood(request ->
        request.method().equals("POST") && died.add(request.body())
            ? new Mood.DoesAndDies()
            : new Mood.Honest());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    feed.publish(tenant, Facts.created(Facts.group("g1"), Facts.team("Team")));
    feed.publish(tenant, Facts.joined(Facts.group("g1"), 2, "u1"));

    connector().awaitApplied(tenant);

    assertThat(posts()).isEqualTo(2);
    assertThat(directory.all("/Users")).hasSize(1);
    assertThat(directory.memberNames("Team")).containsExactly("ada");
  }

  @Test
  void a_crash_between_intent_and_answer_leads_to_a_search() {
    // The service dies while the target works: the connection hangs, then the process is gone.
    server.mood(request -> {
      if (!request.method().equals("POST")) {
        return new Mood.Honest();
      }
      var _ = directory.apply(request);
      return new Mood.Hangs();
    });
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    Awaitility.await().atMost(Connector.PATIENCE).until(() -> directory.user("ada").isPresent());
    connector().stop();
    server.honest();

    connector().start();
    connector().awaitApplied(tenant);

    assertThat(posts()).isEqualTo(1);
    assertThat(directory.all("/Users")).hasSize(1);
  }

  @Test
  void whoever_can_be_read_and_never_changed_is_tried_less_and_less() {
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    connector().awaitApplied(tenant);
    server.mood(request ->
        request.method().equals("GET")
            ? new Mood.Honest()
            : new Mood.Says(FakeServer.Response.of(500)));

    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("eve")));
    feed.publish(tenant, Facts.deleted(Facts.user("u1"), 2));
    Awaitility.await()
        .atMost(Connector.PATIENCE.multipliedBy(2))
        .until(() ->
            Rows.number(
                    connector().database(),
                    "SELECT count(*) FROM connector.lane_key WHERE attempt >= 4 AND tenant = '"
                        + tenant
                        + "'")
                == 2);
  }

  @Test
  void an_unclaimed_account_of_the_same_name_is_adopted() {
    directory.put("/Users", Facts.person("Ada").with("title", new JsonString("Old")));
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));

    connector().awaitApplied(tenant);

    assertThat(directory.all("/Users")).hasSize(1);
    JsonObject ada = directory.user("ada").orElseThrow();
    assertThat(ada.text("externalId")).contains("u1");
    // What we do not manage is left as it was.
    assertThat(ada.text("title")).contains("Old");
  }

  @Test
  void an_account_that_belongs_to_somebody_else_is_left_alone() {
    directory.put("/Users", Facts.person("ada").with("externalId", new JsonString("theirs")));
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));

    Awaitility.await()
        .atMost(Connector.PATIENCE)
        .until(() -> connector().keys(tenant, "crm", "parked").size() == 1);

    assertThat(connector().keys(tenant, "crm", "parked").getFirst().get("lastError"))
        .isInstanceOfSatisfying(
            JsonObject.class, error -> assertThat(error.text("class")).contains("not_ours"));
    assertThat(directory.user("ada").orElseThrow().text("externalId")).contains("theirs");
  }

  @Test
  void a_name_passes_from_a_leaver_to_the_next_who_bears_it() {
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    connector().awaitApplied(tenant);
    // The deletion has to be tried again, and the create overtakes it.
    Set<String> failed = ConcurrentHashMap.newKeySet();
    server.mood(request ->
        request.method().equals("DELETE") && failed.add("once")
            ? new Mood.Says(FakeServer.Response.of(500))
            : new Mood.Honest());
    feed.publish(
        tenant,
        Facts.deleted(Facts.user("u1"), 2),
        Facts.created(Facts.user("u2"), Facts.person("ada")));

    connector().awaitApplied(tenant);

    assertThat(directory.user("ada").orElseThrow().text("externalId")).contains("u2");
    assertThat(directory.all("/Users")).hasSize(1);
  }

  @Test
  void an_account_that_was_removed_by_hand_is_created_again_with_its_groups() {
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 1, "u1"));
    connector().awaitApplied(tenant);
    String oldId = directory.user("ada").orElseThrow().text("id").orElseThrow();
    directory.remove("/Users", oldId);
    directory.change(
        "/Groups",
        directory.group("Team").orElseThrow().text("id").orElseThrow(),
        Facts.team("Team"));

    feed.publish(
        tenant,
        Facts.changed(
            Facts.user("u1"), 2, Facts.person("ada").with("title", new JsonString("Boss"))));
    connector().awaitApplied(tenant);

    JsonObject ada = directory.user("ada").orElseThrow();
    assertThat(ada.text("title")).contains("Boss");
    Awaitility.await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> assertThat(directory.memberNames("Team")).containsExactly("ada"));
  }

  @Test
  void a_change_behind_our_back_is_seen_by_the_entity_tag_and_mended() {
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    connector().awaitApplied(tenant);
    JsonObject ada = directory.user("ada").orElseThrow();
    directory.change(
        "/Users", ada.text("id").orElseThrow(), ada.with("userName", new JsonString("changed")));

    feed.publish(
        tenant,
        Facts.changed(
            Facts.user("u1"), 2, Facts.person("ada").with("title", new JsonString("Boss"))));
    connector().awaitApplied(tenant);

    assertThat(directory.user("changed")).isEmpty();
    assertThat(directory.user("ada").orElseThrow().text("title")).contains("Boss");
    assertThat(server.requests().stream().map(Request::method))
        .containsSubsequence("PATCH", "GET", "PATCH");
  }

  private long posts() {
    return server.requests().stream().filter(request -> request.method().equals("POST")).count();
  }
}
