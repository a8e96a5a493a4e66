package dev.rollcall.e2e.crash.reading;

import dev.rollcall.e2e.crash.cluster.Secrets;
import dev.rollcall.e2e.crash.core.Logs.Reread;
import dev.rollcall.e2e.crash.core.Operations.Verification;
import dev.rollcall.schemas.Sha256;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A projection's HTTP for operators.
final class Internal {
  private static final Duration VERIFIED_MAX = Duration.ofMinutes(10);
  private static final int LOOK_MILLIS = 200;
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  Internal(int port) {
    this.port = port;
  }

  /// Lets the platform prove itself, and waits for what comes of it.
  Verification verify() throws InterruptedException {
    try {
      int begun = send("POST", "/internal/v1/verify").statusCode();
      if (begun != 202) {
        return new Verification(List.of("it did not begin: " + begun));
      }
      Instant until = Instant.now().plus(VERIFIED_MAX);
      while (Instant.now().isBefore(until)) {
        JsonObject status = JSON.readObject(send("GET", "/internal/v1/rebuild").body());
        String phase = status.text("phase").orElse("");
        if (phase.equals("done") || phase.equals("failed")) {
          return verification(status, phase);
        }
        Thread.sleep(LOOK_MILLIS);
      }
      return new Verification(List.of("it did not end"));
    } catch (IOException e) {
      return new Verification(List.of("no answer: " + e.getMessage()));
    }
  }

  /// What it says now about a decision.
  Reread reread(String tenant, String requestId) throws InterruptedException {
    try {
      var answer = send("GET", "/internal/v1/" + tenant + "/decisions/" + requestId);
      return new Reread(
          requestId,
          answer.statusCode() == 200 ? Sha256.hex(answer.body()) : "status " + answer.statusCode());
    } catch (IOException e) {
      return new Reread(requestId, "no answer: " + e.getMessage());
    }
  }

  /// The metrics of any process.
  static String metrics(int port) throws InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "no answer: " + e.getMessage();
    }
  }

  private static Verification verification(JsonObject status, String phase) {
    var trouble = new ArrayList<String>();
    if (status.get("differences") instanceof JsonArray(var differences)) {
      for (Json each : differences) {
        trouble.add(each instanceof JsonString(var text) ? text : each.toString());
      }
    }
    status.text("error").ifPresent(trouble::add);
    if (phase.equals("failed") && trouble.isEmpty()) {
      trouble.add("it failed and does not say why");
    }
    return new Verification(trouble);
  }

  private HttpResponse<byte[]> send(String method, String path)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + Secrets.INTERNAL_TOKEN)
            .method(method, BodyPublishers.noBody())
            .build();
    return http.send(request, BodyHandlers.ofByteArray());
  }
}
