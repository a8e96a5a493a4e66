package com.example.badge;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The badge system of docs/writing-a-connector.md: badges and doors, and who may pass.
final class BadgeServer implements Function<Request, Response> {
  private final Map<String, JsonObject> things = new LinkedHashMap<>();
  private final Map<String, Set<String>> passes = new TreeMap<>();
  private final AtomicInteger ids = new AtomicInteger();

  @Override
  public synchronized Response apply(Request request) {
    String[] parts = request.path().substring(1).split("/", -1);
    if (parts.length == 4) {
      return pass(request.method(), "/doors/" + parts[1], "/badges/" + parts[3]);
    }
    return switch (request.method()) {
      case "POST" -> create(request.path(), request.json());
      case "GET" -> parts.length == 2 ? shown(things.get(request.path())) : search(request);
      case "PUT" -> replace(request.path(), request.json());
      case "DELETE" -> delete(request.path());
      default -> Response.of(405);
    };
  }

  private static Response shown(@Nullable JsonObject thing) {
    return thing == null ? Response.of(404) : Response.json(200, thing);
  }

  private Response create(String all, JsonObject thing) {
    return named(all, name(thing)).isPresent()
        ? Response.of(409)
        : Response.json(201, put(all, thing));
  }

  synchronized JsonObject put(String all, JsonObject thing) {
    String id = String.valueOf(ids.incrementAndGet());
    JsonObject kept = thing.toBuilder().put("id", id).build();
    things.put(all + "/" + id, kept);
    return kept;
  }

  private Response replace(String path, JsonObject thing) {
    JsonObject before = things.get(path);
    if (before == null) {
      return Response.of(404);
    }
    things.put(path, thing.with("id", Objects.requireNonNull(before.get("id"))));
    return Response.of(204);
  }

  synchronized Response delete(String path) {
    passes.remove(path);
    passes.values().forEach(badges -> badges.remove(path));
    return things.remove(path) == null ? Response.of(404) : Response.of(204);
  }

  private Response pass(String method, String door, String badge) {
    if (!things.containsKey(door)) {
      return Response.of(404);
    }
    Set<String> badges = passes.computeIfAbsent(door, _ -> new TreeSet<>());
    if (method.equals("PUT") ? badges.add(badge) : badges.remove(badge)) {
      return Response.of(204);
    }
    return Response.of(200);
  }

  private Response search(Request request) {
    String[] query = request.query().split("=", 2);
    String value = URLDecoder.decode(query[1], StandardCharsets.UTF_8);
    Optional<JsonObject> found =
        query[0].equals("owner")
            ? all(request.path()).stream()
                .filter(it -> it.text("externalId").filter(value::equals).isPresent())
                .findFirst()
            : named(request.path(), value);
    return shown(found.orElse(null));
  }

  synchronized List<JsonObject> all(String path) {
    return things.entrySet().stream()
        .filter(it -> it.getKey().startsWith(path + "/"))
        .map(Map.Entry::getValue)
        .toList();
  }

  synchronized Optional<JsonObject> named(String path, String name) {
    return all(path).stream().filter(it -> name(it).equals(name)).findFirst();
  }

  /// The names on the badges that open a door.
  synchronized List<String> names(String door) {
    return named("/doors", door).stream()
        .map(it -> "/doors/" + it.text("id").orElseThrow())
        .flatMap(it -> passes.getOrDefault(it, Set.of()).stream())
        .map(badge -> name(Objects.requireNonNull(things.get(badge))))
        .sorted()
        .toList();
  }

  static String name(JsonObject thing) {
    return thing.text("userName").or(() -> thing.text("displayName")).orElse("");
  }
}
