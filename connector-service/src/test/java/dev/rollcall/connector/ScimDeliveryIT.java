package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Urns;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// From the decisions log to a SCIM server, through real Kafka, PostgreSQL and HTTP.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScimDeliveryIT {
  private static final String TENANT = "scim-delivery";

  private final DecisionFeed feed = DecisionFeed.shared();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private @Nullable Connector started;

  @BeforeAll
  void start(@TempDir Path folder) {
    started = Connector.start(folder, List.of(TargetEntries.scim("crm", TENANT, server.url())));
  }

  @AfterAll
  void stop() {
    connector().close();
    server.close();
  }

  private Connector connector() {
    return Objects.requireNonNull(started);
  }

  @Test
  void a_user_is_created_changed_deactivated_and_deleted() {
    var ada = Facts.user("ada-1");
    JsonObject document = Facts.person("ada@example.com");
    feed.publish(TENANT, Facts.created(ada, document));
    connector().awaitApplied(TENANT);

    assertThat(directory.user("ada@example.com").orElseThrow().get("externalId"))
        .isEqualTo(new JsonString("ada-1"));

    JsonObject renamed = document.toBuilder().put("title", "Engineer").build();
    feed.publish(TENANT, Facts.changed(ada, 2, renamed));
    connector().awaitApplied(TENANT);
    assertThat(directory.user("ada@example.com").orElseThrow().text("title")).contains("Engineer");

    feed.publish(TENANT, Facts.deactivated(ada, 3, renamed));
    connector().awaitApplied(TENANT);
    assertThat(directory.user("ada@example.com").orElseThrow().get("active"))
        .isEqualTo(JsonBoolean.FALSE);

    feed.publish(TENANT, Facts.deleted(ada, 4));
    connector().awaitApplied(TENANT);
    assertThat(directory.user("ada@example.com")).isEmpty();
    assertThat(server.requests().stream().map(Request::method))
        .containsSubsequence("POST", "PATCH", "PATCH", "DELETE");
  }

  @Test
  void a_group_gets_its_members_by_difference_and_after_their_accounts() {
    feed.publish(TENANT, Facts.created(Facts.group("team-1"), Facts.team("Team")));
    feed.publish(TENANT, Facts.created(Facts.user("kim-1"), Facts.person("kim")));
    feed.publish(
        TENANT,
        Facts.created(Facts.user("lee-1"), Facts.person("lee")),
        Facts.joined(Facts.group("team-1"), 2, "kim-1", "lee-1"));
    connector().awaitApplied(TENANT);
    assertThat(directory.memberNames("Team")).containsExactly("kim", "lee");

    feed.publish(TENANT, Facts.left(Facts.group("team-1"), 3, "kim-1"));
    connector().awaitApplied(TENANT);
    assertThat(directory.memberNames("Team")).containsExactly("lee");
  }

  @Test
  void a_membership_waits_for_its_members_account_and_holds_up_nobody_else() {
    server.mood(request ->
        request.method().equals("POST") && request.body().contains("\"late\"")
            ? new Mood.Says(Response.of(500))
            : new Mood.Honest());
    feed.publish(TENANT, Facts.created(Facts.user("late-1"), Facts.person("late")));
    feed.publish(TENANT, Facts.created(Facts.user("early-1"), Facts.person("early")));
    feed.publish(
        TENANT,
        Facts.created(Facts.group("wait-1"), Facts.team("Waiters")),
        Facts.joined(Facts.group("wait-1"), 1, "late-1", "early-1"));

    await()
        .atMost(Connector.PATIENCE)
        .until(() ->
            connector().keys(TENANT, "crm", "waiting").stream()
                .anyMatch(key -> key.text("waitsFor").isPresent()));
    assertThat(directory.memberNames("Waiters")).containsExactly("early");

    server.honest();
    connector().awaitApplied(TENANT);
    assertThat(directory.memberNames("Waiters")).containsExactly("early", "late");
  }

  @Test
  void a_manager_is_told_as_soon_as_he_has_an_account() {
    JsonObject managed =
        Facts.person("managed")
            .with(
                Urns.ENTERPRISE_USER,
                JsonObject.of("manager", JsonObject.of("value", new JsonString("chief-1"))));
    feed.publish(TENANT, Facts.created(Facts.user("managed-1"), managed));
    connector().awaitApplied(TENANT);
    assertThat(directory.user("managed").orElseThrow().get(Urns.ENTERPRISE_USER)).isNull();

    feed.publish(TENANT, Facts.created(Facts.user("chief-1"), Facts.person("chief")));
    connector().awaitApplied(TENANT);

    String chief = directory.user("chief").orElseThrow().text("id").orElseThrow();
    assertThat(directory.user("managed").orElseThrow().get(Urns.ENTERPRISE_USER))
        .isEqualTo(JsonObject.of("manager", JsonObject.of("value", new JsonString(chief))));
  }

  @Test
  void what_came_and_went_before_it_was_delivered_is_never_sent() {
    feed.publish(
        TENANT,
        Facts.created(Facts.user("ghost-1"), Facts.person("ghost")),
        Facts.deleted(Facts.user("ghost-1"), 2));
    connector().awaitApplied(TENANT);

    assertThat(server.requests()).noneMatch(request -> request.body().contains("ghost"));
  }

  @Test
  void a_deleted_group_goes_and_its_members_stay() {
    feed.publish(TENANT, Facts.created(Facts.user("stay-1"), Facts.person("stay")));
    feed.publish(
        TENANT,
        Facts.created(Facts.group("gone-1"), Facts.team("Gone")),
        Facts.joined(Facts.group("gone-1"), 1, "stay-1"));
    connector().awaitApplied(TENANT);

    feed.publish(TENANT, Facts.deleted(Facts.group("gone-1"), 2));
    connector().awaitApplied(TENANT);

    assertThat(directory.group("Gone")).isEmpty();
    assertThat(directory.user("stay")).isPresent();
  }

  @Test
  void a_target_that_wants_whole_users_gets_put_and_one_that_keeps_accounts_no_delete() {
    var users = new ScimDirectory();
    try (var other = new FakeServer(users)) {
      JsonObject profile =
          JsonObject.builder().put("update", "put").put("remove", "deactivate").build();
      JsonObject entry =
          TargetEntries.scim("put", "scim-put", other.url()).with("profile", profile);
      connector().targets(List.of(TargetEntries.scim("crm", TENANT, server.url()), entry));
      feed.publish("scim-put", Facts.created(Facts.user("u1"), Facts.person("ada")));
      feed.publish("scim-put", Facts.changed(Facts.user("u1"), 2, Facts.person("ada2")));
      await().atMost(Connector.PATIENCE).until(() -> users.user("ada2").isPresent());
      feed.publish("scim-put", Facts.deactivated(Facts.user("u1"), 3, Facts.person("ada2")));
      feed.publish("scim-put", Facts.deleted(Facts.user("u1"), 4));
      connector().awaitApplied("scim-put");

      assertThat(users.user("ada2").orElseThrow().get("active")).isEqualTo(JsonBoolean.FALSE);
      assertThat(other.requests().stream().map(Request::method)).doesNotContain("PATCH", "DELETE");
    }
  }

  @Test
  void a_name_of_a_target_that_passes_to_another_tenant_takes_nothing_along() {
    var first = new ScimDirectory();
    var second = new ScimDirectory();
    try (var one = new FakeServer(first);
        var two = new FakeServer(second)) {
      JsonObject crm = TargetEntries.scim("crm", TENANT, server.url());
      connector().targets(List.of(crm, TargetEntries.scim("passed", "scim-one", one.url())));
      feed.publish("scim-one", Facts.created(Facts.user("u1"), Facts.person("of-one")));
      await().atMost(Connector.PATIENCE).until(() -> first.user("of-one").isPresent());

      connector().targets(List.of(crm, TargetEntries.scim("passed", "scim-two", two.url())));
      feed.publish("scim-two", Facts.created(Facts.user("u2"), Facts.person("of-two")));
      await().atMost(Connector.PATIENCE).until(() -> second.user("of-two").isPresent());

      assertThat(two.requests().stream().map(Request::method)).containsOnly("POST");
    }
  }
}
