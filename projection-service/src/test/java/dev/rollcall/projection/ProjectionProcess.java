package dev.rollcall.projection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// The service as a process of its own, for tests that end it, freeze it, or wake it up.
final class ProjectionProcess implements AutoCloseable {
  private final Process process;

  private ProjectionProcess(Process process) {
    this.process = process;
  }

  /// Starts one over the servers of a platform.
  ///
  /// @param log where its output goes
  static ProjectionProcess start(Platform platform, Path log) throws IOException {
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
                "DECIDER_THREADS", "1",
                "PORT", "0"));
    return new ProjectionProcess(
        builder.redirectErrorStream(true).redirectOutput(log.toFile()).start());
  }

  /// SIGKILL.
  void kill() {
    close();
  }

  /// SIGSTOP: nothing of it runs, its connections stay.
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /// SIGCONT.
  void wake() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
