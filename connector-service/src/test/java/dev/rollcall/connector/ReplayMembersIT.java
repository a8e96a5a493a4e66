package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import org.junit.jupiter.api.Test;

/// Members that an app has lost are sent again, through real Kafka, PostgreSQL and HTTP.
class ReplayMembersIT extends ReplayCase {
  private static final JsonObject DISTRUST =
      JsonObject.builder().put("from", "present").put("distrust", true).build();

  @Test
  void a_replay_that_does_not_trust_the_target_gives_groups_back_what_they_have_lost() {
    team();
    JsonObject group = directory.group("Team").orElseThrow();
    directory.change(
        "/Groups", group.text("id").orElseThrow(), group.with("members", JsonArray.EMPTY));

    awaitDone(replay(JsonObject.of("from", PRESENT)));
    assertThat(directory.memberNames("Team")).isEmpty();

    awaitDone(replay(DISTRUST));
    assertThat(directory.memberNames("Team")).containsExactly("p0", "p1", "p2");
    assertThat(rows("member_link")).isEqualTo(3);
    assertThat(rows("member_gap")).isZero();
  }

  @Test
  void who_leaves_while_members_are_sent_again_is_removed() {
    team();
    server.mood(request ->
        request.path().startsWith("/Groups") ? new Mood.Says(Response.of(503)) : new Mood.Honest());
    String id = replay(DISTRUST);
    await().atMost(Connector.PATIENCE).until(() -> rows("member_link") == 0);
    assertThat(directory.memberNames("Team")).containsExactly("p0", "p1", "p2");

    feed.publish(tenant, Facts.left(Facts.group("g1"), 3, "u1"));
    await().atMost(Connector.PATIENCE).until(() -> rows("member_gap WHERE removal_owed") == 1);
    server.honest();

    awaitDone(id);
    it().awaitApplied(tenant);
    assertThat(directory.memberNames("Team")).containsExactly("p0", "p2");
    assertThat(rows("member_gap")).isZero();
  }

  private void team() {
    start(scim());
    people(3);
    feed.publish(tenant, Facts.created(Facts.group("g1"), Facts.team("Team")));
    feed.publish(tenant, Facts.joined(Facts.group("g1"), 2, "u0", "u1", "u2"));
    it().awaitApplied(tenant);
    assertThat(directory.memberNames("Team")).hasSize(3);
  }

  private long rows(String table) {
    return Rows.number(it().database(), "SELECT count(*) FROM connector." + table);
  }
}
