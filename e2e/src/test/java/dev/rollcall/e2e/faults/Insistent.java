package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A client that repeats a request, byte by byte the same, until it has an answer to it.
final class Insistent {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final String token;

  /// @param base the SCIM base URL
  Insistent(String base, String token) {
    this.base = base;
    this.token = token;
  }

  /// The answer that came at last.
  ///
  /// @param repeated whether an earlier try got none
  record Answer(int status, String text, boolean repeated) {
    JsonObject json() {
      return JSON.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    String string(String name) {
      return json().text(name).orElseThrow(() -> new AssertionError(name + " in " + text));
    }
  }

  Answer get(String path) {
    return ask("GET", path, "");
  }

  /// Asks until there is an answer; "not now" is none.
  Answer ask(String method, String path, String body) {
    Instant deadline = Instant.now().plus(PATIENCE);
    boolean repeated = false;
    while (true) {
      try {
        HttpResponse<String> response =
            http.send(request(method, path, body), BodyHandlers.ofString());
        if (response.statusCode() != 503) {
          return new Answer(response.statusCode(), response.body(), repeated);
        }
      } catch (IOException _) {
        assertThat(Instant.now()).as("%s %s is answered", method, path).isBefore(deadline);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted", e);
      }
      repeated = true;
      assertThat(Instant.now()).as("%s %s is answered", method, path).isBefore(deadline);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private HttpRequest request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(ANSWER_MAX)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/scim+json")
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
  }

  /// The resources of an endpoint that have a value.
  List<JsonObject> having(String endpoint, String attribute, String value) {
    Answer answer = get(Bodies.having(endpoint, attribute, value));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().get("Resources") instanceof JsonArray(List<Json> resources)
        ? resources.stream().map(JsonObject.class::cast).toList()
        : List.of();
  }
}
