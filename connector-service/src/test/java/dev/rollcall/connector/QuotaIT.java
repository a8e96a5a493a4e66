package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A group of which the target takes two changes of members in a long time, one by one.
class QuotaIT extends OneTargetCase {
  QuotaIT() {
    super("quota");
  }

  @Test
  void a_group_that_progresses_and_is_then_put_off_has_not_failed_for_days() {
    server.mood(request ->
        request.method().equals("PATCH") ? new Mood.Says(Response.of(503)) : new Mood.Honest());
    start(scim().with("profile", twoAtATime()));
    for (String name : List.of("ada", "eve", "kim")) {
      feed.publish(tenant, Facts.created(Facts.user(name), Facts.person(name)));
    }
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 2, "ada", "eve", "kim"));
    await().atMost(Connector.PATIENCE).until(() -> group("state").equals("failing"));

    server.honest();
    Rows.execute(it().database(), "DELETE FROM connector.lane_change");
    changed("attempt = 24, first_failed_at = now() - interval '100 hours', due_at = now()");
    await().atMost(Connector.PATIENCE).until(() -> group("waits_for").contains("has had them"));
    assertThat(directory.memberNames("Team")).hasSize(2);

    server.mood(request ->
        request.method().equals("PATCH") ? new Mood.Says(Response.of(503)) : new Mood.Honest());
    Rows.execute(it().database(), "DELETE FROM connector.lane_change");
    changed("due_at = now()");
    await().atMost(Connector.PATIENCE).until(() -> !group("state").equals("waiting"));
    await().atMost(Connector.PATIENCE).until(() -> !group("state").equals("working"));

    assertThat(group("state || ' ' || attempt")).isEqualTo("failing 1");
  }

  private static JsonObject twoAtATime() {
    var members =
        new JsonArray(
            List.<Json>of(
                JsonObject.builder()
                    .put("class", "members")
                    .put("operations", JsonArray.ofStrings(List.of("members")))
                    .put("counts", "members")
                    .put("permits", 2)
                    .put("perSeconds", 3600)
                    .build()));
    return JsonObject.builder().put("membersPerPatch", 1).put("rates", members).build();
  }

  private void changed(String what) {
    Rows.execute(
        it().database(), "UPDATE connector.lane_key SET " + what + " WHERE resource_id = 'g1'");
  }

  private String group(String expression) {
    List<String> found =
        Rows.texts(
            it().database(),
            "SELECT coalesce(("
                + expression
                + ")::text, '') FROM connector.lane_key WHERE resource_id = 'g1'");
    return found.isEmpty() ? "" : found.getFirst();
  }
}
