package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Decision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real process, ended without warning in the middle of its work.
class KillIT {
  private static final int REQUESTS = 600;

  @TempDir Path folder;

  @Test
  void a_killed_process_loses_nothing_and_decides_nothing_twice() throws Exception {
    try (var platform = new Platform()) {
      Process first = launch(platform, 1);
      try {
        for (int i = 0; i < REQUESTS / 2; i++) {
          platform.ask(Platform.createUser("user" + i));
        }
        platform.decisionsOnceThereAre(10);
      } finally {
        first.destroyForcibly().waitFor();
      }
      for (int i = REQUESTS / 2; i < REQUESTS; i++) {
        platform.ask(Platform.createUser("user" + i));
      }
      Process second = launch(platform, 2);
      try {
        var seqs = new HashSet<Long>();
        List<Decision> once =
            platform.decisionsOnceThereAre(REQUESTS).stream()
                .filter(it -> seqs.add(it.seq()))
                .toList();
        platform.assertContiguous(once);
        Platform.await("all decided", () -> stored(platform) == REQUESTS);
        assertThat(platform.count("SELECT count(*) FROM proj_v1.resource")).isEqualTo(REQUESTS);
        assertThat(platform.count("SELECT count(DISTINCT request_id) FROM rollcall.decision"))
            .isEqualTo(REQUESTS);
      } finally {
        second.destroyForcibly().waitFor();
      }
    }
  }

  private static long stored(Platform platform) {
    try {
      return platform.count("SELECT count(*) FROM rollcall.decision");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Process launch(Platform platform, int number) throws IOException {
    var settings = platform.settings;
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ProjectionApplication.class.getName());
    builder
        .environment()
        .putAll(
            Map.of(
                "KAFKA_BOOTSTRAP", settings.kafkaBootstrap(),
                "TOPIC_PARTITIONS", Integer.toString(Platform.PARTITIONS),
                "POSTGRES_HOST", settings.postgres().host(),
                "POSTGRES_PORT", Integer.toString(settings.postgres().port()),
                "POSTGRES_DATABASE", settings.postgres().database(),
                "POSTGRES_USER", settings.postgres().user(),
                "POSTGRES_PASSWORD", settings.postgres().password(),
                "INTERNAL_TOKEN", "an-internal-token",
                "PORT", "0"));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("projection-" + number + ".log").toFile())
        .start();
  }
}
