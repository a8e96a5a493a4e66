package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backing.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/// The application as it is started, asked over HTTP.
class ProjectionApplicationIT {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void ready_and_metrics_answer_where_everything_is_there() throws Exception {
    try (var platform = new Platform();
        var _ = run(platform.settings)) {
      Platform.await("ready", () -> get("/health/ready").statusCode() == 200);
      assertThat(get("/health/ready").body())
          .isEqualTo(
              "{\"status\":\"UP\",\"components\":{\"kafka\":{\"status\":\"UP\"},\"topics\":{\"status\":\"UP\"},"
                  + "\"postgres\":{\"status\":\"UP\"},\"decider\":{\"status\":\"UP\"},\"relay\":{\"status\":\"UP\"}}}");
      assertThat(get("/metrics").body()).contains("rollcall_decisions_total");
    }
  }

  @Test
  void it_starts_and_says_what_it_waits_for_where_nothing_is_there() throws Exception {
    var nowhere =
        new Settings(
            "127.0.0.1:" + Ports.free(),
            1,
            (short) 1,
            new Settings.Postgres("127.0.0.1", Ports.free(), "none", "nobody", "a-secret"),
            false,
            1);
    try (var _ = run(nowhere)) {
      assertThat(get("/health/live").statusCode()).isEqualTo(200);
      Platform.await(
          "both named",
          () -> {
            String body = get("/health/ready").body();
            return body.contains("Kafka does not answer") && body.contains("cannot be migrated");
          });
      assertThat(get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(get("/health/ready").body()).doesNotContain("a-secret");
    }
  }

  private final int port = Ports.free();

  private ConfigurableApplicationContext run(Settings settings) {
    var application = new SpringApplication(ProjectionApplication.class);
    application.setDefaultProperties(
        Map.of(
            "KAFKA_BOOTSTRAP", settings.kafkaBootstrap(),
            "TOPIC_PARTITIONS", settings.topicPartitions(),
            "POSTGRES_HOST", settings.postgres().host(),
            "POSTGRES_PORT", settings.postgres().port(),
            "POSTGRES_DATABASE", settings.postgres().database(),
            "POSTGRES_USER", settings.postgres().user(),
            "POSTGRES_PASSWORD", settings.postgres().password(),
            "INTERNAL_TOKEN", "an-internal-token",
            "PORT", port));
    return application.run();
  }

  private HttpResponse<String> get(String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
