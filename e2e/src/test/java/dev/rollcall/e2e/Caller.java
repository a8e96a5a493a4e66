package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// A client of the platform's HTTP interface that takes nothing for granted: any method, any bytes.
final class Caller {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String origin;
  private final String token;

  Caller(String origin, String token) {
    this.origin = origin;
    this.token = token;
  }

  /// An answer as it came.
  record Answer(HttpResponse<byte[]> response, Duration took) {
    int status() {
      return response.statusCode();
    }

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonObject json() {
      return JSON.readObject(response.body());
    }

    String string(String name) {
      return json().text(name).orElseThrow(() -> new AssertionError(name + " in " + text()));
    }
  }

  Answer get(String path) {
    return send("GET", path, Map.of(), BodyPublishers.noBody());
  }

  Answer post(String path, String body) {
    return send(
        "POST",
        path,
        Map.of("Content-Type", "application/scim+json"),
        BodyPublishers.ofString(body));
  }

  /// Sends a request with our token, where the headers name no other.
  Answer send(String method, String path, Map<String, String> headers, BodyPublisher body) {
    var request =
        HttpRequest.newBuilder(URI.create(origin + path))
            .timeout(ANSWER_MAX)
            .method(method, body)
            .setHeader("Authorization", "Bearer " + token);
    headers.forEach(request::setHeader);
    Instant began = Instant.now();
    try {
      var response = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response, Duration.between(began, Instant.now()));
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /// Repeats a GET until its answer is as wanted.
  Answer await(String path, Duration patience, Predicate<Answer> wanted) {
    Instant deadline = Instant.now().plus(patience);
    while (true) {
      Answer answer = get(path);
      if (wanted.test(answer)) {
        return answer;
      }
      assertThat(Instant.now())
          .as("%s still says %s %s", path, answer.status(), answer.text())
          .isBefore(deadline);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  static String user(String name) {
    return "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\""
        + name
        + "\",\"active\":true}";
  }
}
