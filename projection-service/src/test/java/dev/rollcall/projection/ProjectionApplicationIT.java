package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backing.Ports;
import org.junit.jupiter.api.Test;

/// The application as it is started, asked over HTTP.
class ProjectionApplicationIT {

  @Test
  void ready_and_metrics_answer_where_everything_is_there() throws Exception {
    try (var platform = new Platform();
        var service = new Service(platform.settings).awaitReady()) {
      assertThat(service.get("/health/ready").body())
          .isEqualTo(
              "{\"status\":\"UP\",\"components\":{\"kafka\":{\"status\":\"UP\"},\"topics\":{\"status\":\"UP\"},"
                  + "\"postgres\":{\"status\":\"UP\"},\"decider\":{\"status\":\"UP\"},\"relay\":{\"status\":\"UP\"}}}");
      assertThat(service.get("/metrics").body()).contains("rollcall_decisions_total");
    }
  }

  @Test
  void it_starts_and_says_what_it_waits_for_where_nothing_is_there() {
    var nowhere =
        new Settings(
            "127.0.0.1:" + Ports.free(),
            1,
            (short) 1,
            new Settings.Postgres("127.0.0.1", Ports.free(), "none", "nobody", "a-secret"),
            1);
    try (var service = new Service(nowhere)) {
      assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
      Platform.await(
          "both named",
          () -> {
            String body = service.get("/health/ready").body();
            return body.contains("Kafka does not answer") && body.contains("cannot be migrated");
          });
      assertThat(service.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(service.get("/health/ready").body()).doesNotContain("a-secret");
    }
  }
}
