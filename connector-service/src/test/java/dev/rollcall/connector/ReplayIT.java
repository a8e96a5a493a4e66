package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Sending again what a target has or had, through real Kafka, PostgreSQL and HTTP.
class ReplayIT extends ReplayCase {
  @Test
  void a_replay_that_trusts_the_target_sends_nothing_and_one_that_does_not_repairs_it() {
    start(scim());
    people(5);
    it().awaitApplied(tenant);
    drift("p1");
    int before = server.requests().size();

    awaitDone(replay(JsonObject.of("from", PRESENT)));
    assertThat(server.requests()).hasSize(before);

    awaitDone(replay(JsonObject.builder().put("from", "present").put("distrust", true).build()));
    assertThat(directory.user("p1").orElseThrow().text("title")).contains("Title");
    assertThat(methods(before)).containsOnly("GET", "PATCH").containsOnlyOnce("PATCH");
  }

  @Test
  void one_resource_is_repaired_alone() {
    start(scim());
    people(3);
    it().awaitApplied(tenant);
    drift("p1");
    drift("p2");
    awaitDone(
        replay(
            JsonObject.builder()
                .put("from", JsonObject.of("resourceId", new JsonString("u1")))
                .put("distrust", true)
                .build()));
    assertThat(directory.user("p1").orElseThrow().text("title")).contains("Title");
    assertThat(directory.user("p2").orElseThrow().text("title")).contains("Drifted");
  }

  @Test
  void a_dry_run_counts_and_does_nothing() {
    start(scim().toBuilder().put("paused", true).build());
    people(3);
    feed.publish(tenant, Facts.deleted(Facts.user("u2"), 2));
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> {
          JsonObject counts =
              it().post(
                      path("/replay"),
                      JsonObject.builder().put("from", "present").put("dryRun", true).build())
                  .body();
          assertThat(counts.get("creates")).isEqualTo(JsonNumber.of(2));
          assertThat(counts.get("resources")).isEqualTo(JsonNumber.of(3));
          assertThat(counts.get("deletions")).isEqualTo(JsonNumber.of(0));
          assertThat(((JsonArray) Objects.requireNonNull(counts.get("sample"))).elements())
              .hasSize(2);
        });
    assertThat(server.requests()).isEmpty();
    assertThat(it().get(path("/replays")).body().get("replays")).isEqualTo(JsonArray.EMPTY);
  }

  @Test
  void a_dry_run_counts_memberships() {
    start(scim().toBuilder().put("paused", true).build());
    people(2);
    team("u0", "u1");
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> {
          assertThat(dryRun(false)).isEqualTo("3 creates, 2 memberships");
          assertThat(dryRun(true)).isEqualTo("3 creates, 2 memberships");
        });
    connectedAgain();

    assertThat(dryRun(false)).isEqualTo("0 creates, 0 memberships");
    assertThat(dryRun(true)).isEqualTo("0 creates, 2 memberships");
    assertThat(sample(true))
        .isEqualTo(
            "[{\"resourceType\":\"Group\",\"resourceId\":\"g1\",\"change\":\"none\","
                + "\"joins\":2,\"leaves\":0}]");
  }

  @Test
  void a_dry_run_counts_what_a_webhook_would_be_told() {
    var hooks = new FakeServer(_ -> FakeServer.Response.of(204));
    try (hooks) {
      start(TargetEntries.webhook(id(), tenant, hooks.url()));
      people(2);
      feed.publish(tenant, Facts.deleted(Facts.user("u1"), 2));
      team("u0");
      it().awaitApplied(tenant);
      int told = hooks.requests().size();

      assertThat(dryRun(false)).isEqualTo("2 creates, 1 memberships");
      assertThat(hooks.requests()).hasSize(told);
      JsonObject since =
          JsonObject.builder()
              .put("from", JsonObject.of("seq", JsonNumber.of(1)))
              .put("dryRun", true)
              .build();
      assertThat(it().post(path("/replay"), since).status()).isEqualTo(404);
    }
  }

  private void team(String... members) {
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 1, members));
  }

  private void connectedAgain() {
    it().targets(List.of(scim()));
    it().awaitApplied(tenant);
  }

  private JsonObject counts(boolean distrust) {
    return it().post(
            path("/replay"),
            JsonObject.builder()
                .put("from", "present")
                .put("dryRun", true)
                .put("distrust", distrust)
                .build())
        .body();
  }

  private String dryRun(boolean distrust) {
    JsonObject counts = counts(distrust);
    return number(counts, "creates")
        + " creates, "
        + number(counts, "memberships")
        + " memberships";
  }

  private String sample(boolean distrust) {
    return new JsonCodec(JsonLimits.RECORD)
        .writeText(Objects.requireNonNull(counts(distrust).get("sample")));
  }

  @Test
  void a_dry_run_that_distrusts_says_that_the_app_was_not_read() {
    start(scim());
    people(2);
    it().awaitApplied(tenant);
    int asked = server.requests().size();

    JsonObject trusting =
        it().post(
                path("/replay"),
                JsonObject.builder().put("from", "present").put("dryRun", true).build())
            .body();
    JsonObject distrusting =
        it().post(
                path("/replay"),
                JsonObject.builder()
                    .put("from", "present")
                    .put("dryRun", true)
                    .put("distrust", true)
                    .build())
            .body();

    assertThat(trusting.text("says")).isEmpty();
    assertThat(distrusting.text("says").orElseThrow()).startsWith("The app was not read");
    assertThat(distrusting.get("updates")).isEqualTo(JsonNumber.of(0));
    assertThat(server.requests()).hasSize(asked);
  }

  @Test
  void a_replay_keeps_its_rate_and_is_paused_resumed_and_cancelled() {
    start(scim());
    people(20);
    it().awaitApplied(tenant);
    JsonObject slow =
        JsonObject.builder()
            .put("from", "present")
            .put("distrust", true)
            .put("ratePerSecond", 2)
            .build();
    String id = replay(slow);
    assertThat(it().post(path("/replay"), slow).status()).isEqualTo(409);
    await().atMost(Connector.PATIENCE).until(() -> number(progress(id), "done") >= 2);
    assertThat(change(id, "pause").status()).isEqualTo(202);
    it().awaitApplied(tenant);
    long paused = number(progress(id), "done");
    assertThat(paused).isLessThan(20);
    await()
        .pollDelay(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(3))
        .until(() -> number(progress(id), "done") == paused);
    assertThat(change(id, "resume").status()).isEqualTo(202);
    await().atMost(Connector.PATIENCE).until(() -> number(progress(id), "done") > paused);
    assertThat(change(id, "cancel").status()).isEqualTo(202);
    assertThat(change(id, "resume").status()).isEqualTo(409);
    it().awaitApplied(tenant);
    assertThat(progress(id).text("state")).contains("cancelled");
  }

  @Test
  void a_replay_that_would_take_many_away_waits_for_a_person() {
    start(scim());
    people(4);
    it().awaitApplied(tenant);
    // As if deletions had been lost on the way.
    Rows.execute(
        it().database(), "UPDATE connector.resource SET document = NULL WHERE id IN ('u1', 'u2')");
    String id = replay(JsonObject.of("from", PRESENT));
    await().atMost(Connector.PATIENCE).until(() -> it().keys(tenant, id(), "held").size() == 2);
    await().atMost(Connector.PATIENCE).until(() -> "done".equals(state(id)));
    assertThat(directory.all("/Users")).hasSize(4);
    assertThat(number(progress(id), "held")).isEqualTo(2);
  }

  @Test
  void who_changes_before_the_replay_comes_to_it_is_not_left_out() {
    start(scim());
    people(4);
    it().awaitApplied(tenant);
    drift("p3");
    String id =
        replay(
            JsonObject.builder()
                .put("from", "present")
                .put("distrust", true)
                .put("ratePerSecond", 1)
                .build());
    feed.publish(
        tenant,
        Facts.changed(
            Facts.user("u3"), 2, titled("p3", "Title").with("nickName", new JsonString("Three"))));
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> directory.user("p3").orElseThrow().get("nickName") != null);

    awaitDone(id);

    assertThat(directory.user("p3").orElseThrow().text("title")).contains("Title");
  }
}
