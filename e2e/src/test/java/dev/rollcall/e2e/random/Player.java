package dev.rollcall.e2e.random;

import dev.rollcall.e2e.Tenant;
import dev.rollcall.e2e.random.Generator.Step;
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
import java.util.List;
import java.util.Optional;

/// Plays a sequence to the platform and to the model, for one tenant in which there is nothing yet.
final class Player {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

  /// How often a request is sent again that was put off, as Entra sends it again.
  private static final int AGAIN_MAX = 10;

  private final HttpClient http;
  private final String baseUrl;
  private final String token;
  private final Ids ids = new Ids();
  private final Model model = new Model(ids::toServer);

  Player(HttpClient http, Tenant tenant) {
    this.http = http;
    this.baseUrl = tenant.scimBaseUrl();
    this.token = tenant.token();
  }

  /// Returns what was different first, or empty where nothing was.
  Optional<String> play(List<Step> steps) throws IOException, InterruptedException {
    for (Step step : steps) {
      Wire wire = Wire.of(step, ids::toServer);
      HttpResponse<String> answer = send(wire);
      Expected expected = model.answer(step.name(), step.action());
      note(step, answer);
      Optional<String> difference = difference(expected, answer);
      if (difference.isPresent()) {
        return Optional.of(Wire.text(step) + "\n" + difference.get());
      }
    }
    return Optional.empty();
  }

  private HttpResponse<String> send(Wire wire) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(baseUrl + wire.path()))
            .timeout(ANSWER_MAX)
            .header("Authorization", "Bearer " + token)
            .method(
                wire.method(),
                wire.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(wire.body()));
    wire.headers().forEach(request::header);
    HttpResponse<String> answer = sent(request.build());
    for (int again = 0; putOff(answer).isPresent() && again < AGAIN_MAX; again++) {
      Thread.sleep(putOff(answer).get());
      answer = sent(request.build());
    }
    return answer;
  }

  private HttpResponse<String> sent(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /// A machine that is busy otherwise puts a request off; its repeat is answered as the first.
  private static Optional<Duration> putOff(HttpResponse<?> answer) {
    return answer.statusCode() == 503
        ? answer
            .headers()
            .firstValue("Retry-After")
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        : Optional.empty();
  }

  private void note(Step step, HttpResponse<String> answer) {
    switch (step.action()) {
      case Action.Create _ when answer.statusCode() == 201 ->
          ids.add(step.name(), last(answer.headers().firstValue("Location").orElseThrow()));
      case Action.Bulk _ when answer.statusCode() == 200 -> {
        if (JSON.read(answer.body()) instanceof JsonObject body
            && body.get("Operations") instanceof JsonArray(var operations)) {
          operations.forEach(it -> note(step.name(), (JsonObject) it));
        }
      }
      case Action _ -> {}
    }
  }

  private void note(String bulk, JsonObject operation) {
    operation
        .text("bulkId")
        .filter(_ -> operation.text("status").orElse("").equals("201"))
        .ifPresent(bulkId ->
            ids.add(
                bulk + "." + bulkId.substring(1), last(operation.text("location").orElseThrow())));
  }

  private static String last(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private Optional<String> difference(Expected expected, HttpResponse<String> answer) {
    // A name that stands for nobody was sent, and comes back encoded in addresses.
    String body = ids.toModel(answer.body()).replace(baseUrl, "").replace("%40", "@");
    String said = "got %d %s".formatted(answer.statusCode(), body);
    if (answer.statusCode() != expected.status()) {
      return Optional.of("expected " + expected + "\n" + said);
    }
    if (expected.isRefused()) {
      String scimType = ((JsonObject) JSON.read(body)).text("scimType").orElse("");
      return scimType.equals(expected.scimType())
          ? Optional.empty()
          : Optional.of("expected " + expected.scimType() + "\n" + said);
    }
    String etag = answer.headers().firstValue("ETag").orElse("");
    String wanted = expected.version() == 0 ? "" : "W/\"" + expected.version() + "\"";
    if (!etag.equals(wanted)) {
      return Optional.of("expected ETag " + wanted + ", got " + etag + "\n" + said);
    }
    Json whole = expected.body();
    String right = whole == null ? "" : Canonical.text(whole);
    String real = body.isEmpty() ? "" : Canonical.text(JSON.read(body));
    return right.equals(real)
        ? Optional.empty()
        : Optional.of("expected " + right + "\ngot      " + real);
  }
}
