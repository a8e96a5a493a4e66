package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testkit.BackingServers;
import dev.rollcall.testkit.Server;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// Kafka and PostgreSQL go away and come back; the service waits and goes on by itself.
class OutageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DecisionFeed feed = DecisionFeed.shared();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private @Nullable Connector prepared;
  private String tenant = "";

  @BeforeEach
  void prepare(@TempDir Path folder, TestInfo test) {
    tenant = "o-" + Integer.toHexString(test.getDisplayName().hashCode());
    prepared = Connector.prepare(folder, List.of(TargetEntries.scim("crm", tenant, server.url())));
  }

  @AfterEach
  void stop() {
    connector().close();
    server.close();
  }

  private Connector connector() {
    return Objects.requireNonNull(prepared);
  }

  @Test
  void it_starts_without_postgresql_and_goes_on_when_it_comes() {
    Server postgres = BackingServers.postgres();
    postgres.stop();
    try {
      connector().run();
      assertThat(connector().get("/health/live").status()).isEqualTo(200);
      assertThat(connector().troubles()).contains("\"postgresql\":{\"status\":\"DOWN\"");
    } finally {
      postgres.start();
    }
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));

    arrives("ada");
    await().atMost(PATIENCE).until(() -> connector().troubles().isEmpty());
  }

  @Test
  void postgresql_that_is_killed_under_it_loses_nothing() {
    connector().start();
    feed.publish(tenant, Facts.created(Facts.user("u0"), Facts.person("before")));
    connector().awaitApplied(tenant);
    Server postgres = BackingServers.postgres();
    postgres.kill();
    try {
      for (int i = 1; i <= 20; i++) {
        feed.publish(tenant, Facts.created(Facts.user("u" + i), Facts.person("during-" + i)));
      }
      await()
          .atMost(PATIENCE)
          .until(() -> connector().troubles().contains("PostgreSQL does not answer"));
      HttpResponse<byte[]> answer =
          connector().raw("/internal/v1/" + tenant + "/targets", Connector.TOKEN);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("2");
    } finally {
      postgres.start();
    }

    arrives("during-20");
    await().atMost(PATIENCE).until(() -> directory.all("/Users").size() == 21);
    assertThat(server.requests().stream().filter(it -> it.method().equals("POST"))).hasSize(21);
    await().atMost(PATIENCE).until(() -> connector().troubles().isEmpty());
  }

  @Test
  void kafka_that_is_killed_under_it_loses_nothing() {
    connector().start();
    feed.publish(tenant, Facts.created(Facts.user("u0"), Facts.person("before")));
    connector().awaitApplied(tenant);
    Server kafka = BackingServers.kafka();
    kafka.kill();
    try {
      await()
          .atMost(PATIENCE)
          .until(() -> connector().troubles().contains("Kafka does not answer"));
    } finally {
      kafka.start();
    }

    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("after")));
    arrives("after");
    await().atMost(PATIENCE).until(() -> connector().troubles().isEmpty());
  }

  private void arrives(String userName) {
    await().atMost(PATIENCE).until(() -> directory.user(userName).isPresent());
  }
}
