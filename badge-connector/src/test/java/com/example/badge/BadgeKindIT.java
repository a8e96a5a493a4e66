package com.example.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.ConnectorApplication;
import dev.rollcall.connector.DecisionsTopic;
import dev.rollcall.testkit.BackingServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/// A connector that has the jar of a kind on its class path takes entries of that kind.
class BadgeKindIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TOKEN = "internal-token-of-the-tests";

  @Test
  void the_service_finds_the_kind_and_reads_its_entries(@TempDir Path folder) throws IOException {
    Path targets =
        Files.writeString(
            folder.resolve("targets.json"),
            """
            {"targets": [{"id": "gate", "tenant": "demo", "kind": "badge",
              "url": "https://badges.example", "apiKey": "a-key"}]}
            """);
    try (ConfigurableApplicationContext context = start(targets)) {
      var http = HttpClient.newHttpClient();
      String port =
          Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + port + "/internal/v1/demo/targets/gate"))
              .header("Authorization", "Bearer " + TOKEN)
              .build();

      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(http.send(request, BodyHandlers.ofString()).body())
                  .contains("\"kind\":\"badge\"", "\"state\":\"active\""));
    }
  }

  private static ConfigurableApplicationContext start(Path targets) {
    DecisionsTopic.create(BackingServers.bootstrapServers(), 1);
    var database = BackingServers.freshDatabase();
    return ConnectorApplication.start(
        "--KAFKA_BOOTSTRAP=" + BackingServers.bootstrapServers(),
        "--TOPIC_PARTITIONS=1",
        "--INTERNAL_TOKEN=" + TOKEN,
        "--TARGETS_FILE=" + targets,
        "--POSTGRES_HOST=" + database.host(),
        "--POSTGRES_PORT=" + database.port(),
        "--POSTGRES_DATABASE=" + database.name(),
        "--POSTGRES_USER=" + database.user(),
        "--POSTGRES_PASSWORD=" + database.password(),
        "--PORT=0");
  }
}
