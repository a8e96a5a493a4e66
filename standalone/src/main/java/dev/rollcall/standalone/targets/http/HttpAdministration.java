package dev.rollcall.standalone.targets.http;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.standalone.targets.Administration;
import dev.rollcall.standalone.targets.TargetsException;
import dev.rollcall.standalone.targets.core.Outcome;
import dev.rollcall.standalone.targets.core.Plan.Step.Remove;
import dev.rollcall.standalone.targets.core.Plan.Step.Save;
import dev.rollcall.standalone.targets.core.Recorded;
import dev.rollcall.standalone.targets.core.Wanted.Entry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/// The administration API of the tenant whose token it has. A request that is put off (429, 503) is
/// repeated a few times, under the same `Idempotency-Key`.
public final class HttpAdministration implements Administration {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(10);

  /// The app is called meanwhile, and the request decided.
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

  private static final BodyPublisher NOTHING = BodyPublishers.noBody();
  private static final int TRIES_MAX = 5;
  private static final long WAIT_MAX_SECONDS = 30;

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final HttpClient http;
  private final URI base;
  private final String token;

  /// @param base such as `https://rollcall.example/admin`
  public HttpAdministration(URI base, String token) {
    this.http = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build();
    this.base = base;
    this.token = token;
  }

  @Override
  public Recorded recorded() throws InterruptedException {
    try {
      HttpResponse<byte[]> answer = send(request("/delivery/configurations"), "GET", NOTHING);
      if (answer.statusCode() != 200) {
        throw new TargetsException("the administration API at " + base + " says: " + said(answer));
      }
      JsonObject body = json.readObject(answer.body());
      var versions = new LinkedHashMap<String, String>();
      for (Json each : elements(body, "configurations")) {
        if (each instanceof JsonObject one) {
          versions.put(text(one, "id"), text(one, "version"));
        }
      }
      return new Recorded(text(body, "tenant"), versions);
    } catch (IOException e) {
      throw new TargetsException("the administration API does not answer at " + base);
    } catch (MalformedJsonException e) {
      throw new TargetsException("what answers at " + base + " is no administration API");
    }
  }

  @Override
  public Outcome compared(Entry entry, boolean call) throws InterruptedException {
    String path = path(entry.target().name()) + "?dryRun=true" + (call ? "" : "&check=skip");
    return asked(
        request(path),
        "PUT",
        body(entry),
        answer -> {
          JsonObject told = json.readObject(answer.body());
          return switch (told.text("change").orElse("")) {
            case "create" -> new Outcome.Created();
            case "change" -> new Outcome.Changed(texts(told, "members"));
            case "none" -> new Outcome.Unchanged();
            default -> throw new MalformedJsonException("The answer has no 'change'");
          };
        });
  }

  @Override
  public Outcome saved(Save save, boolean call, Outcome otherwise) throws InterruptedException {
    HttpRequest.Builder request =
        request(path(save.entry().target().name()) + (call ? "" : "?check=skip"));
    if (save.version() != null) {
      request.header("If-Match", save.version());
    }
    return asked(recording(request), "PUT", body(save.entry()), _ -> otherwise);
  }

  @Override
  public Outcome removed(Remove remove) throws InterruptedException {
    HttpRequest.Builder request = request(path(remove.target().name()));
    request.header("If-Match", remove.version());
    return asked(recording(request), "DELETE", NOTHING, _ -> new Outcome.Removed());
  }

  private interface Reading {
    Outcome of(HttpResponse<byte[]> answer);
  }

  private Outcome asked(
      HttpRequest.Builder request, String method, BodyPublisher body, Reading reading)
      throws InterruptedException {
    try {
      HttpResponse<byte[]> answer = send(request, method, body);
      if (answer.statusCode() == 412) {
        return new Outcome.Refused("it was configured otherwise meanwhile; apply the file again");
      }
      return answer.statusCode() / 100 == 2
          ? reading.of(answer)
          : new Outcome.Refused(said(answer));
    } catch (IOException e) {
      return new Outcome.Refused("no answer; apply the file again to see whether it was recorded");
    } catch (MalformedJsonException e) {
      return new Outcome.Refused("the answer cannot be read");
    }
  }

  /// One that is sent again is the same request.
  private static HttpRequest.Builder recording(HttpRequest.Builder request) {
    return request.header("Idempotency-Key", UUID.randomUUID().toString());
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, String method, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest built = request.method(method, body).build();
    for (int tries = 1; ; tries++) {
      HttpResponse<byte[]> answer = http.send(built, BodyHandlers.ofByteArray());
      boolean putOff = answer.statusCode() == 429 || answer.statusCode() == 503;
      if (!putOff || tries == TRIES_MAX) {
        return answer;
      }
      Thread.sleep(Duration.ofSeconds(retryAfter(answer)));
    }
  }

  private static long retryAfter(HttpResponse<byte[]> answer) {
    try {
      long seconds = Long.parseLong(answer.headers().firstValue("Retry-After").orElse("1"));
      return Math.clamp(seconds, 0, WAIT_MAX_SECONDS);
    } catch (NumberFormatException _) {
      return 1;
    }
  }

  /// Every error of the API is a SCIM error; what stands in front of it may answer otherwise.
  private String said(HttpResponse<byte[]> answer) {
    try {
      return json.readObject(answer.body()).text("detail").orElse("HTTP " + answer.statusCode());
    } catch (MalformedJsonException _) {
      return "HTTP " + answer.statusCode();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(ANSWER_MAX)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  /// A name has nothing that an address would need encoded.
  private static String path(String name) {
    return "/delivery/targets/" + name;
  }

  private BodyPublisher body(Entry entry) {
    return BodyPublishers.ofByteArray(json.write(entry.configuration()));
  }

  private static String text(JsonObject object, String name) {
    return object
        .text(name)
        .orElseThrow(() -> new MalformedJsonException("The answer has no '" + name + "'"));
  }

  private static List<String> texts(JsonObject object, String name) {
    return elements(object, name).stream()
        .filter(JsonString.class::isInstance)
        .map(it -> ((JsonString) it).value())
        .toList();
  }

  private static List<Json> elements(JsonObject object, String name) {
    return object.get(name) instanceof JsonArray(var elements) ? elements : List.of();
  }
}
