package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A receiver of events whose scope says of whom it may hear.
class ReceiverScopeIT extends ReceiverCase {
  private static final String STAFF = "userType eq \"Employee\"";

  ReceiverScopeIT() {
    super("receiver-scope");
  }

  @Test
  void a_scope_that_comes_later_tells_who_is_out_by_it_and_one_that_goes_who_is_in_again() {
    feed.publish(tenant, Facts.created(Facts.user("u1"), typed("Employee")));
    feed.publish(tenant, Facts.created(Facts.user("u2"), typed("Guest")));
    feed.publish(tenant, Facts.created(Facts.group("g1"), Facts.team("Team")));
    feed.publish(tenant, Facts.joined(Facts.group("g1"), 2, "u1", "u2"));
    connector().awaitApplied(tenant);

    configure(filtered(STAFF));
    awaitTypes("u2", "user.created", "user.deleted");
    connector().awaitApplied(tenant);
    assertThat(typesOf("u1")).containsExactly("user.created");
    assertThat(
            Rows.texts(
                connector().database(),
                "SELECT cause || ' ' || basis FROM connector.leaver WHERE target_id = 'hooks'"))
        .containsExactly("out_of_scope answer");

    configure(hooks());
    awaitTypes("u2", "user.created", "user.deleted", "user.created");
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(
            () -> assertThat(membersOf("g1")).containsExactly(List.of("u1", "u2"), List.of("u2")));
    connector().awaitApplied(tenant);
    assertThat(typesOf("u1")).containsExactly("user.created");
  }

  @Test
  void a_group_decides_who_belongs_and_memberships_follow() {
    feed.publish(tenant, Facts.created(Facts.group("staff"), Facts.team("Staff")));
    feed.publish(tenant, Facts.created(Facts.group("other"), Facts.team("Other")));
    connector().awaitApplied(tenant);
    configure(
        hooks()
            .with(
                "scope", JsonObject.of("groups", JsonArray.ofStrings(List.of("staff", "other")))));
    connector().awaitApplied(tenant);
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    connector().awaitApplied(tenant);
    assertThat(typesOf("u1")).isEmpty();

    feed.publish(tenant, Facts.joined(Facts.group("staff"), 2, "u1"));
    awaitTypes("u1", "user.created");
    connector().awaitApplied(tenant);
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, Facts.person("lee")));
    feed.publish(tenant, Facts.left(Facts.group("staff"), 3, "u1"));
    connector().awaitApplied(tenant);
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 3, Facts.person("kim")));
    connector().awaitApplied(tenant);

    assertThat(typesOf("u1").getLast()).isEqualTo("user.deleted");
    assertThat(typesOf("u1")).startsWith("user.created").hasSizeLessThanOrEqualTo(3);
    assertThat(membersOf("staff")).contains(List.of("u1"));
    assertThat(said()).doesNotContain("kim");
  }

  @Test
  void whoever_left_while_the_receiver_was_off_and_belongs_no_more_is_told_of_as_gone() {
    configure(filtered("active eq true and " + STAFF));
    for (String id : List.of("goes", "moves", "sleeps", "stays")) {
      feed.publish(tenant, Facts.created(Facts.user(id), typed("Employee")));
    }
    feed.publish(tenant, Facts.created(Facts.user("guest"), typed("Guest")));
    connector().awaitApplied(tenant);
    connector().targets(List.of());
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> connector().target(tenant, "hooks").get("id") == null);
    feed.publish(tenant, Facts.deleted(Facts.user("goes"), 2));
    feed.publish(tenant, Facts.changed(Facts.user("moves"), 2, typed("Guest")));
    feed.publish(tenant, Facts.deactivated(Facts.user("sleeps"), 2, typed("Employee")));
    feed.publish(tenant, Facts.deleted(Facts.user("guest"), 2));
    connector().awaitApplied(tenant);

    configure(filtered("active eq true and " + STAFF));
    connector().awaitApplied(tenant);

    for (String id : List.of("goes", "moves", "sleeps")) {
      assertThat(typesOf(id)).as(id).containsExactly("user.created", "user.deleted");
    }
    assertThat(typesOf("stays")).containsExactly("user.created", "user.created");
    assertThat(typesOf("guest")).isEmpty();
  }

  @Test
  void whoever_may_have_been_told_of_is_told_of_as_gone_although_no_answer_came() {
    configure(filtered(STAFF));
    server.mood(request ->
        request.body().contains("user.created")
            ? new Mood.Says(Response.of(503))
            : new Mood.Honest());
    feed.publish(tenant, Facts.created(Facts.user("u1"), typed("Employee")));
    await().atMost(Connector.PATIENCE).until(() -> !server.requests().isEmpty());

    configure(filtered("userType eq \"Guest\""));

    awaitTypes("u1", "user.deleted");
    connector().awaitApplied(tenant);
    assertThat(
            server.requests().stream()
                .map(request -> request.headers().get("webhook-id"))
                .distinct())
        .containsExactly(
            Objects.requireNonNull(server.requests().getFirst().headers().get("webhook-id")),
            Objects.requireNonNull(server.requests().getLast().headers().get("webhook-id")));
  }

  private void configure(JsonObject entry) {
    List<String> before = lane();
    connector().targets(List.of(entry));
    await().atMost(Connector.PATIENCE).until(() -> !lane().equals(before));
  }

  private List<String> lane() {
    return Rows.texts(
        connector().database(),
        "SELECT state || fingerprint FROM connector.lane WHERE target_id = 'hooks'");
  }

  private JsonObject filtered(String filter) {
    return hooks().with("scope", JsonObject.of("filter", new JsonString(filter)));
  }

  private void awaitTypes(String id, String... types) {
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> assertThat(typesOf(id)).containsExactly(types));
  }

  private List<List<String>> membersOf(String group) {
    return List.copyOf(taken).stream()
        .filter(request -> request.json().text("type").equals(Optional.of("group.members_added")))
        .filter(request -> data(request).text("id").equals(Optional.of(group)))
        .map(ReceiverScopeIT::members)
        .toList();
  }

  private static List<String> members(Request request) {
    return ((JsonArray) Objects.requireNonNull(data(request).get("members")))
        .elements().stream()
            .map(member -> ((JsonObject) member).text("value").orElseThrow())
            .toList();
  }

  private String said() {
    return String.join("\n", List.copyOf(taken).stream().map(Request::body).toList());
  }

  private static JsonObject typed(String userType) {
    return Facts.person("ada").with("userType", new JsonString(userType));
  }
}
