package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.json.JsonNumber;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One tenant's long backlog beside another tenant's single change.
class BacklogIT {
  private static final int BACKLOG = 10_000;
  private static final int IN_ONE_DECISION = 1_000;

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

  private static Fact[] users(int from) {
    return IntStream.range(from, from + IN_ONE_DECISION)
        .mapToObj(it -> Facts.created(Facts.user("many-" + it), Facts.person("many-" + it)))
        .toArray(Fact[]::new);
  }
}
