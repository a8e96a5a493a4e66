package dev.rollcall.ingress.reads.http;

import dev.rollcall.ingress.reads.ReadsHealth;
import dev.rollcall.process.BrokenProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the projection again and again whether it is ready. Where it is not, a write is refused at
/// once instead of waiting for a decision that cannot come.
final class ProjectionWatch implements ReadsHealth, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ProjectionWatch.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  /// One missed answer may be a pause of a garbage collector.
  private static final int FAILURES_TOLERATED = 2;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_MAX).build();
  private final HttpRequest question;
  private final Thread thread;
  private volatile Optional<String> trouble =
      Optional.of("The projection was not asked yet whether it is ready");
  private volatile boolean closed;

  ProjectionWatch(URI projection) {
    this.question =
        HttpRequest.newBuilder(projection.resolve("/health/ready")).timeout(ANSWER_MAX).build();
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("projection-watch")
            .unstarted(BrokenProcess.guarding(log, "The watch over the projection", this::run));
  }

  void start() {
    thread.start();
  }

  @Override
  public Optional<String> trouble() {
    return trouble;
  }

  private void run() {
    int failures = FAILURES_TOLERATED;
    try {
      while (!closed) {
        Optional<String> found = ask();
        failures = found.isPresent() ? failures + 1 : 0;
        if (found.isEmpty() || failures >= FAILURES_TOLERATED) {
          trouble = found;
        }
        Thread.sleep(INTERVAL);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<String> ask() throws InterruptedException {
    try {
      int status = http.send(question, BodyHandlers.discarding()).statusCode();
      return status == 200
          ? Optional.empty()
          : Optional.of("The projection is not ready; its own /health/ready says why");
    } catch (IOException _) {
      return Optional.of("The projection does not answer");
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    http.shutdownNow();
  }
}
