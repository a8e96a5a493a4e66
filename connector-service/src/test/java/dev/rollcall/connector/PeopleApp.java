package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An in-house app with a dialect of its own: people with numbers, a lock for who has left, and
/// teams whose members are added one by one. A name that is taken is a 422 there, what is gone a
/// 400, and who is added twice a 409.
final class PeopleApp implements Function<Request, Response> {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final Pattern ONE = Pattern.compile("/api/(people|teams)/(\\d+)");
  private static final Pattern LOCK = Pattern.compile("/api/people/(\\d+)/(lock|unlock)");
  private static final Pattern MEMBER = Pattern.compile("/api/teams/(\\d+)/people/(\\d+)");

  private final Map<String, JsonObject> things = new LinkedHashMap<>();
  private final Map<String, Set<String>> members = new LinkedHashMap<>();
  private int last = 100;

  synchronized Optional<JsonObject> person(String login) {
    return things.entrySet().stream()
        .filter(it -> it.getKey().startsWith("people/"))
        .map(Map.Entry::getValue)
        .filter(it -> it.text("login").equals(Optional.of(login)))
        .findFirst();
  }

  synchronized List<String> team(String name) {
    return things.entrySet().stream()
        .filter(it -> it.getValue().text("name").equals(Optional.of(name)))
        .filter(it -> it.getKey().startsWith("teams/"))
        .flatMap(it -> members.getOrDefault(it.getKey().substring(6), Set.of()).stream())
        .map(id -> Objects.requireNonNull(things.get("people/" + id)).text("login").orElseThrow())
        .toList();
  }

  /// Loses a member behind the client's back.
  synchronized void lose(String name, String login) {
    things.forEach((key, thing) -> {
      if (key.startsWith("teams/") && thing.text("name").equals(Optional.of(name))) {
        members.getOrDefault(key.substring(6), Set.of()).removeIf(id -> isNamed(id, login));
      }
    });
  }

  private boolean isNamed(String id, String login) {
    return Objects.requireNonNull(things.get("people/" + id))
        .text("login")
        .equals(Optional.of(login));
  }

  @Override
  public synchronized Response apply(Request request) {
    if (!"k-123".equals(request.headers().get("x-api-key"))) {
      return Response.of(401);
    }
    String path = request.path();
    Matcher member = MEMBER.matcher(path);
    if (member.matches()) {
      Set<String> team = members.computeIfAbsent(member.group(1), _ -> new TreeSet<>());
      if (request.method().equals("PUT")) {
        return Response.of(team.add(member.group(2)) ? 204 : 409);
      }
      team.remove(member.group(2));
      return Response.of(204);
    }
    Matcher lock = LOCK.matcher(path);
    if (lock.matches()) {
      return change(
          "people/" + lock.group(1), JsonObject.of("state", new JsonString(lock.group(2))));
    }
    Matcher one = ONE.matcher(path);
    if (one.matches()) {
      String key = one.group(1) + "/" + one.group(2);
      return request.method().equals("DELETE") ? delete(key) : change(key, request.json());
    }
    String kind = path.substring("/api/".length());
    return request.method().equals("GET")
        ? find(kind, request.query())
        : create(kind, request.json());
  }

  private Response find(String kind, String query) {
    String name = query.substring(query.indexOf('=') + 1);
    var found = new ArrayList<Json>();
    things.forEach((key, thing) -> {
      if (key.startsWith(kind + "/") && name(thing).equals(name)) {
        found.add(thing);
      }
    });
    return new Response(
        200, Map.of("Content-Type", "application/json"), JSON.writeText(new JsonArray(found)));
  }

  private Response create(String kind, JsonObject thing) {
    boolean taken =
        things.entrySet().stream()
            .anyMatch(
                it -> it.getKey().startsWith(kind) && name(it.getValue()).equals(name(thing)));
    if (taken) {
      return Response.of(422);
    }
    last++;
    JsonObject stored = thing.with("number", JsonNumber.of(last));
    things.put(kind + "/" + last, stored);
    return Response.json(201, JsonObject.of("created", stored));
  }

  private Response change(String key, JsonObject change) {
    JsonObject thing = things.get(key);
    if (thing == null) {
      return Response.of(400);
    }
    things.put(key, thing.toBuilder().putAll(change.members()).build());
    return Response.of(202);
  }

  private Response delete(String key) {
    return Response.of(things.remove(key) == null ? 400 : 200);
  }

  private static String name(JsonObject thing) {
    return thing.text("login").or(() -> thing.text("name")).orElse("");
  }
}
