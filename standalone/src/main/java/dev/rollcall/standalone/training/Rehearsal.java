package dev.rollcall.standalone.training;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.standalone.platform.PlatformException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// The requests that a provisioning client sends all day, from several clients at once.
@SuppressWarnings("InlineFormatString") // A message is read as one text, apart from the code.
final class Rehearsal {
  private static final int CLIENTS = 8;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  /// A cold platform on a busy machine says 503 now and then, and 429.
  private static final Set<Integer> BUSY = Set.of(429, 503);

  private static final int TRIES_MAX = 20;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final String USER =
      """
      {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
       "externalId":"%1$s","userName":"%1$s@rehearsal.example","active":true,
       "displayName":"Rehearsal %1$s","title":"Engineer","preferredLanguage":"en",
       "name":{"formatted":"Rehearsal %1$s","familyName":"%1$s","givenName":"Rehearsal"},
       "emails":[{"primary":true,"type":"work","value":"%1$s@rehearsal.example"}],
       "phoneNumbers":[{"type":"work","value":"+1 555 0100"}],
       "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Stage"}}\
      """;

  private static final String GROUP =
      """
      {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Rehearsal %s"}\
      """;

  private static final String PATCH =
      """
      {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[%s]}\
      """;

  private static final String RENAME =
      """
      {"op":"Replace","path":"name.familyName","value":"Renamed"}\
      """;

  private static final String ADD_MEMBER =
      """
      {"op":"Add","path":"members","value":[{"value":"%s"}]}\
      """;

  private static final String DISABLE =
      """
      {"op":"Replace","path":"active","value":"False"}\
      """;

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong gaveUp = new AtomicLong();
  private final String base;
  private final String token;

  Rehearsal(String scimBaseUrl, String token) {
    this.base = scimBaseUrl;
    this.token = token;
  }

  /// Plays for some time; returns how many requests were answered with success.
  ///
  /// @throws PlatformException where a request was not
  long play(Duration length) throws InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    var clients = new ArrayList<Thread>();
    for (int i = 0; i < CLIENTS; i++) {
      String name = "c" + i;
      clients.add(Thread.ofVirtual().name(name).start(() -> work(name, end)));
    }
    for (Thread client : clients) {
      client.join(length.plus(ANSWER_MAX));
    }
    http.shutdownNow();
    if (gaveUp.get() > 0) {
      throw new PlatformException("Requests of the training run were not answered as they must be");
    }
    return answered.get();
  }

  private void work(String name, long end) {
    try {
      String group = id(send("POST", "/Groups", GROUP.formatted(name)));
      for (int i = 0; System.nanoTime() < end; i++) {
        day(name + "-" + i, group);
      }
    } catch (IOException e) {
      gaveUp.incrementAndGet();
      System.err.println("rollcall: a client of the rehearsal gave up: " + e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Somebody comes, is looked up, moves, joins a group and leaves.
  private void day(String name, String group) throws IOException, InterruptedException {
    send("GET", "/Users?filter=userName+eq+%22" + name + "@rehearsal.example%22", "");
    String user = id(send("POST", "/Users", USER.formatted(name)));
    send("GET", "/Users/" + user, "");
    send("PATCH", "/Users/" + user, PATCH.formatted(RENAME));
    send("PATCH", "/Groups/" + group, PATCH.formatted(ADD_MEMBER.formatted(user)));
    send("GET", "/Groups?filter=displayName+eq+%22x%22&excludedAttributes=members", "");
    send("GET", "/Users?startIndex=1&count=20", "");
    send("PATCH", "/Users/" + user, PATCH.formatted(DISABLE));
    send("DELETE", "/Users/" + user, "");
  }

  private Optional<JsonObject> send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(ANSWER_MAX)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/scim+json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> response = answer(request);
    if (response.statusCode() >= 300) {
      throw new IOException(method + " " + path + " was answered " + response.statusCode());
    }
    answered.incrementAndGet();
    try {
      return response.body().length == 0
          ? Optional.empty()
          : Optional.of(json.readObject(response.body()));
    } catch (MalformedJsonException e) {
      throw new IOException(method + " " + path + " was answered with no JSON", e);
    }
  }

  /// The answer to a request, which is sent again while the platform says that it is busy.
  private HttpResponse<byte[]> answer(HttpRequest request)
      throws IOException, InterruptedException {
    for (int i = 1; ; i++) {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      if (!BUSY.contains(response.statusCode()) || i == TRIES_MAX) {
        return response;
      }
      Thread.sleep(PAUSE);
    }
  }

  private static String id(Optional<JsonObject> answer) throws IOException {
    return answer
        .flatMap(it -> it.text("id"))
        .orElseThrow(() -> new IOException("What was made has no id"));
  }
}
