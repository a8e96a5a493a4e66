package dev.rollcall.e2e.crash.cluster;

import dev.rollcall.e2e.crash.core.Operations.Sample;
import dev.rollcall.e2e.crash.core.Operations.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Asks processes whether they are ready, again and again.
public final class Readiness implements AutoCloseable {
  private static final Duration ANSWER_MAX = Duration.ofMillis(1_500);
  private static final Duration READY_MAX = Duration.ofMinutes(3);
  private static final int LOOK_MILLIS = 300;
  private static final int SAMPLE_MILLIS = 1_000;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ANSWER_MAX)
          .build();
  private final List<Sample> samples = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  private Readiness() {}

  /// Begins to take samples.
  public static Readiness watch(List<Service> services) {
    var readiness = new Readiness();
    for (Service service : services) {
      Thread.ofVirtual().start(() -> readiness.sample(service));
    }
    return readiness;
  }

  /// Returns when every process is ready.
  static void await(List<Service> services) {
    try (var readiness = new Readiness()) {
      Instant until = Instant.now().plus(READY_MAX);
      Map<String, String> missing = new LinkedHashMap<>();
      do {
        missing.clear();
        for (Service service : services) {
          readiness.lacks(service).ifPresent(it -> missing.put(service.name(), it));
        }
        if (!missing.isEmpty()) {
          pause(LOOK_MILLIS);
        }
      } while (!missing.isEmpty() && Instant.now().isBefore(until));
      if (!missing.isEmpty()) {
        throw new IllegalStateException("Not ready: " + missing);
      }
    }
  }

  public List<Sample> samples() {
    return List.copyOf(samples);
  }

  @Override
  public void close() {
    closed = true;
    http.shutdownNow();
  }

  private void sample(Service service) {
    while (!closed) {
      Instant asked = Instant.now();
      Optional<String> lacks = lacks(service);
      if (!closed) {
        var time = new Span(asked, Instant.now());
        samples.add(new Sample(service.name(), time, lacks.isEmpty()));
      }
      pause(SAMPLE_MILLIS);
    }
  }

  private Optional<String> lacks(Service service) {
    var question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + "/health/ready"))
            .timeout(ANSWER_MAX)
            .build();
    try {
      var answer = http.send(question, BodyHandlers.ofString());
      return answer.statusCode() == 200 ? Optional.empty() : Optional.of(answer.body());
    } catch (IOException _) {
      return Optional.of("it does not answer");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
