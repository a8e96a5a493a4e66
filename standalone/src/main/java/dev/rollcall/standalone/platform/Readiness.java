package dev.rollcall.standalone.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// Asks services whether they are ready.
final class Readiness {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_MAX).build();

  /// Returns what is missing, or nothing where the service is ready.
  Optional<String> missing(int port) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
            .timeout(ANSWER_MAX)
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.empty() : Optional.of(response.body());
    } catch (IOException _) {
      return Optional.of("it does not listen yet");
    }
  }
}
