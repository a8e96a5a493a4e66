package dev.rollcall.bench.scim;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Sends SCIM requests as Entra does: HTTP/1.1 on connections that are kept alive, no `Accept`.
/// Safe for use by several threads; each request under way has a connection of its own.
public final class ScimClient implements AutoCloseable {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final HttpClient http;
  private final String base;
  private final String token;
  private final Duration timeout;

  public ScimClient(URI base, String token, Duration timeout) {
    // HTTP/2 would be asked for by an upgrade on each new connection and put every request on one.
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
    this.base = base.toString().replaceAll("/+$", "");
    this.token = token;
    this.timeout = timeout;
  }

  /// Sends a GET.
  ///
  /// @param path from the base URL, percent-encoded
  public Answer get(String path) {
    return send("GET", path, null);
  }

  /// Sends a POST.
  public Answer post(String path, JsonObject body) {
    return send("POST", path, body);
  }

  /// Sends a PATCH.
  public Answer patch(String path, JsonObject body) {
    return send("PATCH", path, body);
  }

  /// Reads an answer's body.
  public static JsonObject json(Answer answer) {
    return JSON.readObject(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    http.close();
  }

  private Answer send(String method, String path, @Nullable JsonObject body) {
    BodyPublisher content =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(JSON.write(body));
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(timeout)
            .header("Authorization", "Bearer " + token)
            .method(method, content);
    if (body != null) {
      request.header("Content-Type", "application/scim+json; charset=utf-8");
    }
    try {
      var response = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(response.statusCode(), response.body(), null);
    } catch (HttpTimeoutException _) {
      return new Answer(0, "", "no answer in " + timeout.toSeconds() + " s");
    } catch (IOException e) {
      return new Answer(0, "", e.getClass().getSimpleName());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answer(0, "", "interrupted");
    }
  }
}
