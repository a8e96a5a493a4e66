package dev.rollcall.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.Topics;
import dev.rollcall.testkit.BackingServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log that would forget is no log: nothing is recorded on it.
class TopicSettingsIT {

  @Test
  void while_a_topic_would_lose_records_requests_are_refused_and_health_says_why(
      @TempDir Path folder) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", BackingServers.bootstrapServers()));
        var querySide = new QuerySide();
        var ingress = Ingress.start(folder, querySide)) {
      try {
        retention(admin, "604800000");

        await()
            .atMost(Ingress.PATIENCE)
            .until(() -> ingress.send("GET", "/health/ready", "").statusCode() == 503);
        assertThat(ingress.send("GET", "/health/ready", "").body())
            .contains(Topics.REQUESTS)
            .contains("retention.ms");
        var refused = ingress.send("POST", "/scim/v2/Users", "{\"userName\":\"ann\"}");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      } finally {
        retention(admin, "-1");
      }
      await()
          .atMost(Ingress.PATIENCE)
          .until(() -> ingress.send("GET", "/health/ready", "").statusCode() == 200);
    }
  }

  private static void retention(Admin admin, String millis)
      throws ExecutionException, InterruptedException {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.REQUESTS);
    var change =
        new AlterConfigOp(new ConfigEntry("retention.ms", millis), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
  }
}
