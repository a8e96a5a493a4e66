package dev.rollcall.e2e.crash.client;

import dev.rollcall.e2e.crash.client.Messages.Message;
import dev.rollcall.e2e.crash.core.Asked;
import dev.rollcall.e2e.crash.core.Call;
import dev.rollcall.e2e.crash.core.Told;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Sends the requests of one tenant, each to the next ingress, and notes what it is told.
public final class ScimCaller {
  /// Entra gives up at 60 s; whoever waits longer than this has waited too long.
  private static final Duration ANSWER_MAX = Duration.ofSeconds(40);

  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final int SERVER_ERROR = 500;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final Tenant tenant;
  private final Recorder recorder;
  private final Random random;
  private boolean putOff;

  /// A tenant as its client knows it.
  public record Tenant(String name, String token, List<Door> doors) {
    public Tenant {
      doors = List.copyOf(doors);
    }

    @Override
    public String toString() {
      return "Tenant " + name;
    }
  }

  /// A way in, past a balancer: the other ingress is asked where this one takes no connection.
  public record Door(String name, int port) {}

  public ScimCaller(Tenant tenant, Recorder recorder, long seed) {
    this.random = new Random(seed);
    this.tenant = tenant;
    this.recorder = recorder;
  }

  /// Asks for something.
  public Told ask(Asked asked) {
    Message message = Messages.of(asked);
    String id = recorder.nextId();
    Instant began = Instant.now();
    Door door = nextDoor();
    Told told = tell(id, door, message);
    putOff = told instanceof Told.Unknown;
    recorder.note(new Call(id, tenant.name(), door.name(), asked, told, began, Instant.now()));
    return told;
  }

  /// Asks for all of it by one request.
  ///
  /// @return what was told of each operation
  List<Told> ask(Bulk bulk) {
    Message message = Messages.of(bulk);
    String id = recorder.nextId();
    Instant began = Instant.now();
    Door door = nextDoor();
    List<Told> told = tell(id, door, message, bulk);
    Instant ended = Instant.now();
    putOff = told.stream().anyMatch(Told.Unknown.class::isInstance);
    for (int i = 0; i < told.size(); i++) {
      String operation = bulk.operation(i);
      Asked asked = bulk.operations().get(i);
      recorder.note(
          new Call(id, operation, tenant.name(), door.name(), asked, told.get(i), began, ended));
    }
    return told;
  }

  /// Whether the last write was not answered, or answered with a wish for later.
  boolean isPutOff() {
    return putOff;
  }

  /// Looks for a resource by its name, as Entra does before it creates one.
  ///
  /// @return its id; empty where there is none; nothing is known where this throws
  Optional<String> find(String type, String name) throws UnansweredException {
    return switch (ask(new Asked.Find(type, name))) {
      case Told.Ok ok -> Optional.ofNullable(ok.id());
      case Told.Refused _, Told.Unknown _ -> throw new UnansweredException();
    };
  }

  private Door nextDoor() {
    // A search comes before most creates: taken in turns, one door would get all the searches.
    return tenant.doors().get(random.nextInt(tenant.doors().size()));
  }

  private Told tell(String id, Door door, Message message) {
    try {
      return told(send(id, door, message));
    } catch (IOException e) {
      return new Told.Unknown(e.getClass().getSimpleName(), null, false);
    }
  }

  private List<Told> tell(String id, Door door, Message message, Bulk bulk) {
    try {
      HttpResponse<byte[]> answer = send(id, door, message);
      Told whole = told(answer);
      return whole instanceof Told.Ok ok
          ? BulkTold.of(bulk, ok.requestId(), body(answer))
          : Collections.nCopies(bulk.operations().size(), whole);
    } catch (IOException e) {
      var unknown = new Told.Unknown(e.getClass().getSimpleName(), null, false);
      return Collections.nCopies(bulk.operations().size(), unknown);
    }
  }

  private HttpResponse<byte[]> send(String id, Door door, Message message) throws IOException {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + door.port() + "/scim/v2" + message.path()))
            .timeout(ANSWER_MAX)
            .header("Authorization", "Bearer " + tenant.token())
            .header("User-Agent", id)
            .method(
                message.method(),
                message.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(JSON.write(message.body())));
    if (message.body() != null) {
      request.header("Content-Type", "application/scim+json; charset=utf-8");
    }
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Told told(HttpResponse<byte[]> answer) {
    String requestId = answer.headers().firstValue("X-Request-Id").orElse("none");
    int status = answer.statusCode();
    if (status >= SERVER_ERROR) {
      String text = new String(answer.body(), StandardCharsets.UTF_8);
      return new Told.Unknown(
          Integer.toString(status), requestId, text.contains("nothing was recorded"));
    }
    if (status >= 400) {
      return new Told.Refused(status, requestId);
    }
    JsonObject body = body(answer);
    String id = body.text("id").or(() -> firstFound(body)).orElse(null);
    return new Told.Ok(status, requestId, id, version(answer));
  }

  /// The id of what a search found.
  private static Optional<String> firstFound(JsonObject body) {
    return body.get("Resources") instanceof JsonArray(var found)
            && !found.isEmpty()
            && found.getFirst() instanceof JsonObject first
        ? first.text("id")
        : Optional.empty();
  }

  private static JsonObject body(HttpResponse<byte[]> answer) {
    try {
      return answer.body().length == 0 ? JsonObject.EMPTY : JSON.readObject(answer.body());
    } catch (MalformedJsonException _) {
      return JsonObject.EMPTY;
    }
  }

  private static long version(HttpResponse<byte[]> answer) {
    String tag = answer.headers().firstValue("ETag").orElse("").replaceAll("\\D", "");
    return tag.isEmpty() ? 0 : Long.parseLong(tag);
  }
}
