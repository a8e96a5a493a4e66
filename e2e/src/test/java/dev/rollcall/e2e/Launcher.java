package dev.rollcall.e2e;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// `./rollcall` in a process of its own, as a user starts it.
final class Launcher implements AutoCloseable {
  private static final String UP = "up";
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration READY_MAX = Duration.ofMinutes(4);
  private static final Duration END_MAX = Duration.ofMinutes(3);

  private final Path data;
  private final Path output;
  private final Process process;

  private Launcher(Path data, Path output, Process process) {
    this.data = data;
    this.output = output;
    this.process = process;
  }

  /// Starts on a folder; further arguments are those of the command line.
  static Launcher start(Path data, String... arguments) throws IOException {
    return run(UP, data, arguments);
  }

  /// Runs a command on a folder.
  static Launcher run(String what, Path data, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                CHECKOUT.resolve("rollcall").toString(),
                what,
                "--no-build",
                "--data",
                data.toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("rollcall-" + what, ".log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    if (!what.equals(UP)) {
      // Java says on the terminal what it takes from there, and what a command says is all it may
      // say. What `up` says is read for its lines.
      builder.environment().remove("JDK_JAVA_OPTIONS");
    }
    return new Launcher(data, output, builder.redirectOutput(output.toFile()).start());
  }

  /// Waits until the platform is ready and returns what it wrote for others.
  JsonObject awaitReady() {
    Awaitility.await()
        .atMost(READY_MAX)
        .until(() -> {
          if (!process.isAlive()) {
            throw new AssertionError("Ended: " + output());
          }
          return output().contains("Ctrl-C stops everything");
        });
    try {
      return new JsonCodec(JsonLimits.RECORD).readObject(Files.readAllBytes(rollcallJson()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path rollcallJson() {
    return data.resolve("rollcall.json");
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for the end and returns the exit code.
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("Still runs: " + output());
    }
    return process.exitValue();
  }

  /// The processes that it started and that still run.
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /// SIGTERM.
  void terminate() {
    process.destroy();
  }

  /// SIGKILL, for the launcher alone.
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    terminate();
    try {
      if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException _) {
      kill();
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(output);
  }
}
