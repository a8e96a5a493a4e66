package dev.rollcall.bench.comparison;

import dev.rollcall.bench.process.ProcessTree;
import dev.rollcall.bench.scim.Platform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A server that serves, and that is stopped with all its children if it was started here.
public final class StartedServer implements AutoCloseable {
  /// How exactly a start is timed.
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final Duration STOP_MAX = Duration.ofSeconds(60);

  private final Server server;
  private final Path log;
  private final @Nullable Process process;
  private final long startNanos = System.nanoTime();

  private StartedServer(Server server, Path log, @Nullable Process process) {
    this.server = server;
    this.log = log;
    this.process = process;
  }

  /// Starts a server, unless it runs already, and returns when it answers.
  ///
  /// @param log where what it says goes
  /// @param place says where the server is, once it has written that down
  /// @throws IllegalStateException with one line where it does not come up
  public static StartedServer start(Server server, Path log, Function<Server, Platform> place)
      throws IOException, InterruptedException {
    var started = new StartedServer(server, log, process(server, log));
    try {
      started.awaitReady(place);
      return started;
    } catch (RuntimeException | InterruptedException e) {
      started.close();
      throw e;
    }
  }

  /// Returns how long ago it was started; empty where it ran already.
  public OptionalDouble seconds() {
    return process == null
        ? OptionalDouble.empty()
        : OptionalDouble.of((System.nanoTime() - startNanos) / 1e9);
  }

  /// Returns its processes; none where they are not known.
  ///
  /// @param place what it says of itself
  public ProcessTree processes(Platform place) {
    if (process != null) {
      return new ProcessTree(List.of(process.pid()));
    }
    Long pid = place.pid();
    return new ProcessTree(server.pids().isEmpty() && pid != null ? List.of(pid) : server.pids());
  }

  private static @Nullable Process process(Server server, Path log) throws IOException {
    if (server.start().isEmpty()) {
      return null;
    }
    Path file = server.placeFile();
    if (file != null) {
      // One that an earlier run left would be taken for that of this start.
      Files.deleteIfExists(file);
    }
    return new ProcessBuilder(server.start())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private void awaitReady(Function<Server, Platform> place) throws InterruptedException {
    long deadline = System.nanoTime() + server.readyMax().toNanos();
    try (var http = HttpClient.newHttpClient()) {
      while (!answers(http, place)) {
        if (process != null && !process.isAlive()) {
          throw new IllegalStateException(server + " ended while it started; see " + log);
        }
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              server + " does not answer within " + server.readyMax().toSeconds() + " s");
        }
        Thread.sleep(LOOK_INTERVAL);
      }
    }
  }

  private boolean answers(HttpClient http, Function<Server, Platform> place)
      throws InterruptedException {
    Path file = server.placeFile();
    if (file != null && !Files.exists(file)) {
      return false;
    }
    Platform platform = place.apply(server);
    var request =
        HttpRequest.newBuilder(URI.create(platform.scimBase() + "/Users?count=1"))
            .timeout(ANSWER_MAX)
            .header("Authorization", "Bearer " + platform.token())
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    if (process == null) {
      return;
    }
    var family = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    family.forEach(ProcessHandle::destroyForcibly);
  }
}
