package dev.rollcall.bench.delivery;

import dev.rollcall.bench.delivery.TargetApp.Call;
import dev.rollcall.bench.delivery.TargetApp.Reply;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// A SCIM target just large enough to be provisioned: it keeps what POST and PUT give it, finds by
/// one `eq`, forgets on DELETE, and of a PATCH keeps whether an account is active: that is read
/// back. The cost of a real target is not in the figures, and is not meant to be.
final class ScimTarget implements TargetApp.Behaviour {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final Pattern RESOURCE = Pattern.compile(".*/(Users|Groups)(?:/([^/]+))?");
  private static final Pattern EQ = Pattern.compile("filter=(\\w+)[ +]eq[ +]\"([^\"]*)\"");
  private static final List<String> INDEXED = List.of("userName", "externalId", "displayName");
  private static final Reply NOT_FOUND = new Reply(404, "{\"status\":\"404\"}");

  private final Arrivals arrivals;
  private final AtomicLong ids = new AtomicLong();
  private final Map<String, JsonObject> resources = new ConcurrentHashMap<>();
  private final Map<String, String> index = new ConcurrentHashMap<>();

  ScimTarget(Arrivals arrivals) {
    this.arrivals = arrivals;
  }

  @Override
  public Reply reply(Call call) {
    var path = RESOURCE.matcher(call.uri().getPath());
    if (!path.matches()) {
      return NOT_FOUND;
    }
    String collection = path.group(1);
    String id = path.group(2);
    if (id == null) {
      return call.method().equals("POST")
          ? created(collection, call)
          : found(collection, String.valueOf(call.uri().getQuery()));
    }
    return one(collection, id, call);
  }

  private Reply created(String collection, Call call) {
    String id = "t" + ids.incrementAndGet();
    JsonObject stored = store(collection, id, call);
    return new Reply(201, JSON.writeText(stored));
  }

  private Reply one(String collection, String id, Call call) {
    if (!resources.containsKey(id)) {
      return NOT_FOUND;
    }
    return switch (call.method()) {
      case "GET" -> new Reply(200, JSON.writeText(resource(id).orElse(JsonObject.EMPTY)));
      case "PUT" -> new Reply(200, JSON.writeText(store(collection, id, call)));
      case "PATCH" -> {
        arrivals.note(call.body());
        patch(id, call);
        yield new Reply(204, "");
      }
      case "DELETE" -> {
        resources.remove(id);
        yield new Reply(204, "");
      }
      default -> new Reply(405, "{\"status\":\"405\"}");
    };
  }

  private void patch(String id, Call call) {
    JsonObject sent = JSON.readObject(call.body().getBytes(StandardCharsets.UTF_8));
    if (!(sent.get("Operations") instanceof JsonArray(var operations))) {
      return;
    }
    for (Json each : operations) {
      if (each instanceof JsonObject operation
          && operation.text("path").filter("active"::equals).isPresent()
          && operation.get("value") instanceof JsonBoolean active) {
        resources.computeIfPresent(id, (_, kept) -> kept.with("active", active));
      }
    }
  }

  private JsonObject store(String collection, String id, Call call) {
    JsonObject sent = JSON.readObject(call.body().getBytes(StandardCharsets.UTF_8));
    JsonObject stored = sent.toBuilder().put("id", id).build();
    resources.put(id, stored);
    for (String attribute : INDEXED) {
      stored.text(attribute).ifPresent(value -> index.put(key(collection, attribute, value), id));
    }
    arrivals.note(call.body());
    return stored;
  }

  private Reply found(String collection, String query) {
    var eq = EQ.matcher(query);
    Optional<JsonObject> match =
        eq.find()
            ? Optional.ofNullable(index.get(key(collection, eq.group(1), eq.group(2))))
                .flatMap(this::resource)
            : Optional.empty();
    var matches = match.map(JsonArray::of).orElse(JsonArray.EMPTY);
    int count = matches.elements().size();
    return new Reply(
        200,
        JSON.writeText(
            JsonObject.builder()
                .put(
                    "schemas",
                    JsonArray.ofStrings(
                        List.of("urn:ietf:params:scim:api:messages:2.0:ListResponse")))
                .put("totalResults", count)
                .put("startIndex", 1)
                .put("itemsPerPage", count)
                .put("Resources", matches)
                .build()));
  }

  private Optional<JsonObject> resource(String id) {
    return Optional.ofNullable(resources.get(id));
  }

  private static String key(String collection, String attribute, String value) {
    return collection + "." + attribute + "=" + value;
  }
}
