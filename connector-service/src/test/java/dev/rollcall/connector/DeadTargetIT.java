package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.schemas.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One of ten targets is dead: the others get everything, and what is spent on the dead one does
/// not grow with what waits for it.
class DeadTargetIT {
  private static final String TENANT = "ten";
  private static final int TARGETS = 10;
  private static final int PEOPLE = 60;

  /// The slots of its lane until the breaker is open, and a probe each time that it has been long
  /// enough, which doubles.
  private static final int CALLS_MAX = 40;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<ScimDirectory> directories = new ArrayList<>();
  private final List<FakeServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(FakeServer::close);
  }

  @Test
  void a_dead_target_among_ten_costs_a_few_calls_and_nobody_else_anything(@TempDir Path folder) {
    var entries = new ArrayList<JsonObject>();
    for (int index = 0; index < TARGETS; index++) {
      var directory = new ScimDirectory();
      var server = new FakeServer(directory);
      directories.add(directory);
      servers.add(server);
      entries.add(
          TargetEntries.scim("app-" + index, TENANT, server.url()).toBuilder()
              .put("timeoutMillis", 1000)
              .build());
    }
    servers.getFirst().mood(_ -> new Mood.Hangs());
    try (var connector = Connector.start(folder, entries)) {
      for (int i = 0; i < PEOPLE; i++) {
        DecisionFeed.shared()
            .publish(TENANT, Facts.created(Facts.user("ten-" + i), Facts.person("ten-" + i)));
      }
      await()
          .atMost(PATIENCE)
          .until(
              () -> directories.stream().skip(1).allMatch(it -> it.all("/Users").size() == PEOPLE));

      assertThat(directories.getFirst().all("/Users")).isEmpty();
      assertThat(servers.getFirst().requests()).hasSizeLessThanOrEqualTo(CALLS_MAX);
      for (FakeServer healthy : servers.subList(1, TARGETS)) {
        // One call each: nothing was tried twice because of the neighbour.
        assertThat(healthy.requests()).hasSize(PEOPLE);
      }
      servers.getFirst().honest();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(directories.getFirst().all("/Users"))
                  .as(() -> connector.left(TENANT))
                  .hasSize(PEOPLE));
      assertThat(connector.keys(TENANT, "app-0", "parked")).isEmpty();
    }
  }
}
