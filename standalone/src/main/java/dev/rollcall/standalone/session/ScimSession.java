package dev.rollcall.standalone.session;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Plays a recorded conversation against a SCIM server, step by step, as its client did.
public final class ScimSession {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> saved = new TreeMap<>();
  private final String baseUrl;
  private final String token;

  /// Prepares a session.
  ///
  /// @param baseUrl the SCIM base URL
  public ScimSession(String baseUrl, String token) {
    this.baseUrl = baseUrl;
    this.token = token;
  }

  /// The recorded Entra session: test connection, first cycle, changes, on demand, leavers.
  public static List<Step> entra() {
    return steps("/entra-session.jsonl");
  }

  /// The steps of a recording.
  ///
  /// @param resource on the class path: JSON Lines, a step a line
  public static List<Step> steps(String resource) {
    var stream = Objects.requireNonNull(ScimSession.class.getResourceAsStream(resource), resource);
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.isBlank()).map(Step::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A value that an earlier step saved.
  public String saved(String name) {
    return Objects.requireNonNull(saved.get(name), "Nothing was saved as " + name);
  }

  /// Sends one request and checks the answer.
  public StepResult play(Step step) throws InterruptedException {
    var encoded = new TreeMap<String, String>();
    saved.forEach(
        (name, value) -> encoded.put(name, URLEncoder.encode(value, StandardCharsets.UTF_8)));
    String path = Step.substitute(step.path(), encoded);
    var request =
        HttpRequest.newBuilder(URI.create(baseUrl + path))
            .timeout(ANSWER_MAX)
            .header("Authorization", "Bearer " + token);
    step.headers().forEach(request::header);
    boolean bodiless = step.body().members().isEmpty();
    request.method(
        step.method(),
        bodiless
            ? BodyPublishers.noBody()
            : BodyPublishers.ofByteArray(json.write(Step.substitute(step.body(), saved))));
    Instant began = Instant.now();
    try {
      var response = http.send(request.build(), BodyHandlers.ofByteArray());
      return result(step, path, response, Duration.between(began, Instant.now()));
    } catch (IOException e) {
      return new StepResult(
          step,
          path,
          0,
          "",
          JsonObject.EMPTY,
          Duration.between(began, Instant.now()),
          List.of("No answer: " + e));
    }
  }

  private StepResult result(Step step, String path, HttpResponse<byte[]> response, Duration took) {
    var failures = new ArrayList<String>();
    JsonObject body = body(response.body(), failures);
    if (!step.statuses().contains(response.statusCode())) {
      failures.add("status is " + response.statusCode() + " instead of " + step.statuses());
    }
    step.expectHeaders()
        .forEach((name, pattern) -> {
          String value = response.headers().firstValue(name).orElse("");
          if (!Pattern.compile(pattern).matcher(value).find()) {
            failures.add("header " + name + " is '" + value + "'");
          }
        });
    if (response.body().length > 0) {
      for (var expected : step.expectBody().members().entrySet()) {
        Json wanted = Step.substitute(expected.getValue(), saved);
        Json actual = JsonPointer.find(body, expected.getKey());
        Expectation.check(expected.getKey(), actual, wanted).ifPresent(failures::add);
      }
    }
    step.save()
        .forEach((name, pointer) -> {
          if (JsonPointer.find(body, pointer) instanceof JsonString(var text)) {
            saved.put(name, text);
          } else {
            failures.add("nothing to save at " + pointer);
          }
        });
    String requestId = response.headers().firstValue("X-Request-Id").orElse("");
    return new StepResult(step, path, response.statusCode(), requestId, body, took, failures);
  }

  private JsonObject body(byte[] bytes, List<String> failures) {
    if (bytes.length == 0) {
      return JsonObject.EMPTY;
    }
    try {
      return json.readObject(bytes);
    } catch (MalformedJsonException e) {
      failures.add("the body is no JSON object: " + e.getMessage());
      return JsonObject.EMPTY;
    }
  }
}
