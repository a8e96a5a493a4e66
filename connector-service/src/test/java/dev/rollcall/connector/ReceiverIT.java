package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A receiver of every fact that is switched off and on again, gets a group that is large, or
/// refuses an event for good.
class ReceiverIT extends ReceiverCase {
  private static final int LARGE = Limits.EVENT_MEMBERS_MAX + 500;

  ReceiverIT() {
    super("receiver");
  }

  private void enabled(boolean on) {
    connector().targets(List.of(hooks().with("enabled", JsonBoolean.of(on))));
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> (connector().target(tenant, "hooks").get("id") != null) == on);
  }

  @Test
  void who_left_while_the_receiver_was_off_is_told_when_it_is_on_again() {
    for (String id : List.of("stays", "goes", "sleeps")) {
      feed.publish(tenant, Facts.created(Facts.user(id), Facts.person(id)));
    }
    connector().awaitApplied(tenant);
    enabled(false);
    feed.publish(tenant, Facts.deleted(Facts.user("goes"), 2));
    feed.publish(tenant, Facts.deactivated(Facts.user("sleeps"), 2, Facts.person("sleeps")));
    feed.publish(tenant, Facts.created(Facts.user("unknown"), Facts.person("unknown")));
    feed.publish(tenant, Facts.deleted(Facts.user("unknown"), 2));
    connector().awaitApplied(tenant);

    enabled(true);
    connector().awaitApplied(tenant);

    assertThat(typesOf("goes")).containsExactly("user.created", "user.deleted");
    assertThat(typesOf("sleeps"))
        .containsExactly("user.created", "user.created", "user.deactivated");
    assertThat(typesOf("stays")).containsExactly("user.created", "user.created");
    assertThat(typesOf("unknown")).isEmpty();
  }

  @Test
  void a_large_group_is_told_in_parts() {
    String[] members =
        IntStream.range(0, LARGE).mapToObj("m%04d"::formatted).toArray(String[]::new);
    feed.publish(
        tenant,
        Facts.created(Facts.group("all"), Facts.team("All")),
        Facts.joined(Facts.group("all"), 1, members));
    connector().awaitApplied(tenant);
    enabled(false);
    taken.clear();

    enabled(true);
    connector().awaitApplied(tenant);

    assertThat(typesOf("all"))
        .containsExactly("group.created", "group.members_added", "group.members_added");
    assertThat(taken.stream().map(ReceiverIT::members).toList())
        .containsExactly(0, Limits.EVENT_MEMBERS_MAX, LARGE - Limits.EVENT_MEMBERS_MAX);
  }

  @Test
  void what_follows_an_event_that_was_refused_and_discarded_is_told() {
    server.mood(request ->
        request.body().contains("\"bad\"") ? new Mood.Says(Response.of(400)) : new Mood.Honest());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, Facts.person("bad")));
    await().atMost(Connector.PATIENCE).until(() -> keys("parked") == 1);
    // It may have been taken while it came, and tried twice by that.
    long before = refused();
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 3, Facts.person("lee")));
    await().atMost(Connector.PATIENCE).until(() -> refused() > before && keys("parked") == 1);

    carryOut(discard());
    connector().awaitApplied(tenant);

    assertThat(names()).containsExactly("ada", "lee");
    assertThat(
            Rows.number(
                connector().database(),
                "SELECT count(*) FROM connector.outbox WHERE target_id = 'hooks'"))
        .isZero();
  }

  @Test
  void an_event_that_was_discarded_waits_for_its_successor_or_for_its_redrive() {
    server.mood(request ->
        request.body().contains("\"bad\"") ? new Mood.Says(Response.of(400)) : new Mood.Honest());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("bad")));
    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("bad")));
    await().atMost(Connector.PATIENCE).until(() -> keys("parked") == 2);
    carryOut(discard());
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, Facts.person("lee")));
    await().atMost(Connector.PATIENCE).until(() -> names().equals(List.of("lee")));

    server.honest();
    carryOut(
        JsonObject.builder()
            .put("act", "redrive")
            .put("resourceIds", JsonArray.ofStrings(List.of("u2")))
            .build());
    connector().awaitApplied(tenant);

    assertThat(names()).containsExactly("lee", "bad");
  }

  @Test
  void a_redrive_of_what_is_parked_brings_nothing_back_that_was_discarded() {
    server.mood(request ->
        request.body().contains("\"bad\"") ? new Mood.Says(Response.of(400)) : new Mood.Honest());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("bad")));
    await().atMost(Connector.PATIENCE).until(() -> keys("parked") == 1);
    carryOut(discard());
    server.mood(_ -> new Mood.Says(Response.of(400)));
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, Facts.person("lee")));
    await().atMost(Connector.PATIENCE).until(() -> keys("parked") == 1);

    server.honest();
    carryOut(JsonObject.builder().put("act", "redrive").put("filter", JsonObject.EMPTY).build());
    connector().awaitApplied(tenant);

    assertThat(names()).containsExactly("lee");
  }

  @Test
  void a_parked_key_that_is_replayed_has_what_was_refused_where_a_discard_takes_it() {
    server.mood(request ->
        request.body().contains("\"bad\"") ? new Mood.Says(Response.of(400)) : new Mood.Honest());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, Facts.person("bad")));
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 3, Facts.person("lee")));
    await().atMost(Connector.PATIENCE).until(() -> keys("parked") == 1);

    new ActFeed(connector(), tenant, "hooks")
        .replay(JsonObject.of("from", new JsonString("present")));
    await().atMost(Connector.PATIENCE).until(() -> refused() > 1 && keys("parked") == 1);
    carryOut(discard());
    connector().awaitApplied(tenant);

    assertThat(names()).startsWith("ada").endsWith("lee").doesNotContain("bad");
  }

  private void carryOut(JsonObject act) {
    var acts = new ActFeed(connector(), tenant, "hooks");
    assertThat(acts.ended(acts.publish(act)).text("state")).contains("done");
  }

  private static JsonObject discard() {
    return JsonObject.builder()
        .put("act", "discard")
        .put("filter", JsonObject.EMPTY)
        .put("reason", "They do not want it")
        .build();
  }

  private int keys(String state) {
    return connector().keys(tenant, "hooks", state).size();
  }

  private long refused() {
    return server.requests().stream().filter(it -> it.body().contains("\"bad\"")).count();
  }

  private List<String> names() {
    return List.copyOf(taken).stream()
        .map(request -> data(request).text("userName").orElseThrow())
        .toList();
  }

  private static int members(Request request) {
    Json members = data(request).get("members");
    return members instanceof JsonArray array ? array.elements().size() : 0;
  }
}
