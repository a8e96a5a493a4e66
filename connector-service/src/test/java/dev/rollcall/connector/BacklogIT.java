package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.json.JsonNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A long backlog beside another tenant's single change, and beside somebody who leaves.
class BacklogIT {
  private static final int BACKLOG = 10_000;
  private static final int IN_ONE_DECISION = 1_000;
  private static final Duration CALL = Duration.ofMillis(200);

  /// Two tenants of one partition, so that the change stands in the log behind the whole backlog.
  private static final List<String> TOGETHER =
      IntStream.range(0, 1_000)
          .mapToObj(it -> "backlog-" + it)
          .filter(it -> DecisionFeed.partitionOf(it) == 1)
          .limit(2)
          .toList();

  private final DecisionFeed feed = DecisionFeed.shared();
  private final ScimDirectory calmDirectory = new ScimDirectory();

  @Test
  void a_change_of_another_tenant_is_delivered_while_the_backlog_waits(@TempDir Path folder) {
    String busy = TOGETHER.getFirst();
    String calm = TOGETHER.getLast();
    var busyDirectory = new ScimDirectory();
    try (var slow = new FakeServer(busyDirectory);
        var quick = new FakeServer(calmDirectory);
        var connector =
            Connector.start(
                folder,
                List.of(
                    TargetEntries.scim("slow", busy, slow.url()),
                    TargetEntries.scim("quick", calm, quick.url())))) {
      // Every slot of the busy tenant's target is taken until the other one has its change.
      slow.mood(_ -> new Mood.Hangs());
      for (int from = 0; from < BACKLOG; from += IN_ONE_DECISION) {
        feed.publish(busy, users(from));
      }
      feed.publish(calm, Facts.created(Facts.user("single"), Facts.person("single")));

      await().atMost(Connector.PATIENCE).until(() -> calmDirectory.user("single").isPresent());

      assertThat(busyDirectory.all("/Users")).isEmpty();
      await()
          .atMost(Connector.PATIENCE)
          .untilAsserted(() ->
              assertThat(connector.get("/internal/v1/" + busy + "/progress").body().get("pending"))
                  .isEqualTo(JsonNumber.of(BACKLOG)));
    }
  }

  @Test
  void what_a_dead_worker_had_is_taken_back_while_much_is_due(@TempDir Path folder) {
    String tenant = "backlog-and-death";
    var directory = new ScimDirectory();
    try (var slow = new FakeServer(directory);
        var connector =
            Connector.start(folder, List.of(TargetEntries.scim("steady", tenant, slow.url())))) {
      feed.publish(tenant, Facts.created(Facts.user("ada"), Facts.person("ada")));
      connector.awaitApplied(tenant);
      slow.mood(_ -> {
        LockSupport.parkNanos(CALL.toNanos());
        return new Mood.Honest();
      });
      feed.publish(tenant, users(0));
      await().atMost(Connector.PATIENCE).until(() -> directory.all("/Users").size() > 2);
      Rows.execute(
          connector.database(),
          """
          UPDATE connector.lane_key SET state = 'working', worker = 'dead',
            leased_until = now() - interval '1 second'
          WHERE tenant = '%s' AND resource_id = 'ada'
          """
              .formatted(tenant));
      feed.publish(tenant, Facts.deleted(Facts.user("ada"), 2));

      await().atMost(Connector.PATIENCE).until(() -> directory.user("ada").isEmpty());

      assertThat(directory.all("/Users")).as("much is due").hasSizeLessThan(IN_ONE_DECISION);
    }
  }

  @Test
  void what_was_taken_and_not_heard_of_is_given_back_before_its_lease_is_over(
      @TempDir Path folder) {
    String tenant = "unheard";
    var directory = new ScimDirectory();
    try (var app = new FakeServer(directory);
        var connector =
            Connector.start(folder, List.of(TargetEntries.scim("unheard", tenant, app.url())))) {
      feed.publish(tenant, Facts.created(Facts.user("ada"), Facts.person("ada")));
      connector.awaitApplied(tenant);
      // As when PostgreSQL has given the key away, and its answer is lost.
      Rows.execute(
          connector.database(),
          """
          UPDATE connector.lane_key SET state = 'working', worker = '%s/lost/ada',
            leased_until = now() + interval '1 hour'
          WHERE tenant = '%s' AND resource_id = 'ada'
          """
              .formatted(Connector.INSTANCE, tenant));
      feed.publish(tenant, Facts.deleted(Facts.user("ada"), 2));
      Rows.execute(
          connector.database(),
          """
          DO $$
          BEGIN
            LOCK TABLE connector.lane_key;
            PERFORM pg_sleep(2);
            PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
              AND application_name = 'rollcall-connector-relaxed';
          END $$
          """);

      await().atMost(Connector.PATIENCE).until(() -> directory.user("ada").isEmpty());
    }
  }

  private static Fact[] users(int from) {
    return IntStream.range(from, from + IN_ONE_DECISION)
        .mapToObj(it -> Facts.created(Facts.user("many-" + it), Facts.person("many-" + it)))
        .toArray(Fact[]::new);
  }
}
