package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How much a feed keeps: what nobody acknowledged, and no more of the rest than was asked for.
class FeedKeepingIT {
  private final DecisionFeed decisions = DecisionFeed.shared();

  @Test
  void a_feed_that_is_full_lets_its_lane_wait_and_loses_nothing(@TempDir Path folder) {
    String tenant = "feed-full";
    JsonObject entry =
        FeedConsumer.entry("full", tenant).toBuilder()
            .put("unacknowledgedMax", 3)
            .put("maxInFlight", 1)
            .build();
    try (var connector = Connector.start(folder, List.of(entry))) {
      var consumer = new FeedConsumer(connector, tenant, "full");
      for (int person = 1; person <= 8; person++) {
        decisions.publish(
            tenant, Facts.created(Facts.user("u" + person), Facts.person("p" + person)));
      }
      await()
          .atMost(Connector.PATIENCE)
          .untilAsserted(() ->
              assertThat(connector.target(tenant, "full").get("lastError"))
                  .asString()
                  .contains("full", "3 entries or more that it has not acknowledged"));
      assertThat(consumer.page("").entries()).hasSize(3);
      assertThat(connector.keys(tenant, "full", "parked")).isEmpty();

      var told = new ArrayList<String>();
      await()
          .atMost(Connector.PATIENCE)
          .until(() -> {
            FeedConsumer.Page page = consumer.page("?wait=1");
            told.addAll(page.lines());
            consumer.acknowledge(page.next());
            return told.size() >= 8;
          });
      connector.awaitApplied(tenant);
      assertThat(told).hasSize(8).doesNotHaveDuplicates();
    }
  }

  @Test
  void what_is_acknowledged_is_pruned_and_whoever_comes_late_is_told_so(@TempDir Path folder) {
    String tenant = "feed-prune";
    JsonObject entry =
        FeedConsumer.entry("short", tenant).toBuilder().put("keepEntries", 2).build();
    try (var connector = Connector.start(folder, List.of(entry))) {
      var consumer = new FeedConsumer(connector, tenant, "short");
      for (int person = 1; person <= 6; person++) {
        decisions.publish(
            tenant, Facts.created(Facts.user("u" + person), Facts.person("p" + person)));
      }
      connector.awaitApplied(tenant);
      List<JsonObject> all = consumer.page("").entries();
      String first = all.getFirst().text("cursor").orElseThrow();
      String fourth = all.get(3).text("cursor").orElseThrow();
      consumer.acknowledge(fourth);

      await()
          .atMost(Connector.PATIENCE)
          .until(() -> consumer.get("?after=" + first).status() == 410);
      assertThat(Rows.number(connector.database(), "SELECT count(*) FROM connector.feed_entry"))
          .isEqualTo(2);
      assertThat(consumer.page("").entries()).isEqualTo(all.subList(4, 6));
      assertThat(consumer.page("?after=" + fourth).entries()).isEqualTo(all.subList(4, 6));
      assertThat(consumer.stream("", first).status()).isEqualTo(410);
      assertThat(consumer.seek("cursor", first).status()).isEqualTo(410);
      assertThat(consumer.get("?after=" + first).body().text("detail").orElseThrow())
          .contains("from=present");
      assertThat(consumer.page("?from=present").entries()).hasSize(6);
      assertThat(consumer.seek("to", "earliest").status()).isEqualTo(200);
      assertThat(consumer.acknowledge(first).status()).as("late, and true").isEqualTo(200);
    }
  }

  @Test
  void what_was_told_to_a_target_that_was_removed_is_not_kept_for_ever(@TempDir Path folder) {
    String tenant = "feed-removed";
    JsonObject entry =
        FeedConsumer.entry("removed", tenant).toBuilder().put("keepHours", 0).build();
    String entries = "SELECT count(*) FROM connector.feed_entry WHERE target_id LIKE 'removed%'";
    try (var connector = Connector.start(folder, List.of(entry))) {
      decisions.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
      decisions.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("bob")));
      connector.awaitApplied(tenant);
      assertThat(Rows.number(connector.database(), entries)).isEqualTo(2);
      connector.targets(List.of());
      await()
          .atMost(Connector.PATIENCE)
          .until(() -> Rows.number(connector.database(), entries) == 0);

      connector.targets(List.of(entry));
      var consumer = new FeedConsumer(connector, tenant, "removed");
      await().atMost(Connector.PATIENCE).until(() -> consumer.get("").status() == 200);
      assertThat(consumer.page("").entries()).isEmpty();
      assertThat(consumer.page("?from=present").entries()).hasSize(2);
    }
  }

  @Test
  void a_replay_tells_nothing_that_was_told_and_another_tenant_begins_with_nothing(
      @TempDir Path folder) {
    String tenant = "feed-again";
    try (var connector = Connector.start(folder, List.of(FeedConsumer.entry("again", tenant)))) {
      var consumer = new FeedConsumer(connector, tenant, "again");
      decisions.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
      decisions.publish(
          tenant,
          Facts.created(Facts.group("g1"), Facts.team("Team")),
          Facts.joined(Facts.group("g1"), 2, "u1"));
      connector.awaitApplied(tenant);
      FeedConsumer.Page before = consumer.page("");
      assertThat(before.lines())
          .containsExactlyInAnyOrder(
              "user.created u1", "group.created g1", "group.members_added g1");

      String replay =
          new ActFeed(connector, tenant, "again")
              .replay(JsonObject.builder().put("from", "present").put("distrust", true).build());
      String path = "/internal/v1/" + tenant + "/targets/again/replays/" + replay;
      await()
          .atMost(Connector.PATIENCE)
          .until(() -> connector.get(path).body().text("state").orElse("").equals("done"));
      connector.awaitApplied(tenant);
      assertThat(consumer.page("").entries()).isEqualTo(before.entries());

      connector.targets(List.of(FeedConsumer.entry("again", "feed-others")));
      var other = new FeedConsumer(connector, "feed-others", "again");
      await().atMost(Connector.PATIENCE).until(() -> other.get("").status() == 200);
      assertThat(other.page("").entries()).isEmpty();
      assertThat(other.page("?from=present").entries()).isEmpty();
      assertThat(other.get("?after=" + before.next()).status()).isEqualTo(400);
      assertThat(consumer.get("").status()).isEqualTo(404);
    }
  }
}
