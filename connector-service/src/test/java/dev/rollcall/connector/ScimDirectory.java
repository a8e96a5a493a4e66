package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What stands behind a fake SCIM server: users and groups in memory, unique names, entity tags,
/// and PATCH in the few forms that a client of ours may send. Written apart from our own SCIM
/// library.
final class ScimDirectory implements Function<Request, Response> {
  private static final Pattern FILTER = Pattern.compile("filter=(\\w+) eq \"([^\"]*)\".*");
  private static final Pattern MEMBER = Pattern.compile("members\\[value eq \"([^\"]*)\"]");

  private final Map<String, JsonObject> resources = new LinkedHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();

  synchronized List<JsonObject> all(String endpoint) {
    return resources.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(endpoint + "/"))
        .map(Map.Entry::getValue)
        .toList();
  }

  /// Returns a user by name.
  Optional<JsonObject> user(String userName) {
    return named("/Users", "userName", userName);
  }

  Optional<JsonObject> group(String displayName) {
    return named("/Groups", "displayName", displayName);
  }

  /// Returns the user names of a group's members.
  synchronized List<String> memberNames(String displayName) {
    return group(displayName).map(ScimDirectory::members).orElse(List.of()).stream()
        .map(id -> Objects.requireNonNull(resources.get("/Users/" + id)))
        .map(user -> user.text("userName").orElseThrow())
        .sorted()
        .toList();
  }

  synchronized boolean has(String endpoint, String id) {
    return resources.containsKey(endpoint + "/" + id);
  }

  /// Puts a resource there that nobody provisioned.
  synchronized String put(String endpoint, JsonObject resource) {
    String id = "remote-" + ids.incrementAndGet();
    put(endpoint, id, resource);
    return id;
  }

  /// Puts a resource there under an id. An id is one of its endpoint alone.
  synchronized void put(String endpoint, String id, JsonObject resource) {
    resources.put(endpoint + "/" + id, withVersion(resource.toBuilder().put("id", id).build(), 1));
  }

  synchronized void remove(String endpoint, String id) {
    resources.remove(endpoint + "/" + id);
  }

  /// Changes a resource behind the client's back.
  synchronized void change(String endpoint, String id, JsonObject resource) {
    store(endpoint + "/" + id, resource);
  }

  @Override
  public synchronized Response apply(Request request) {
    String path = request.path();
    return switch (request.method()) {
      case "POST" -> create(path, request.json());
      case "GET" -> path.lastIndexOf('/') == 0 ? search(path, request.query()) : read(path);
      case "PATCH" -> stored(path, request, current -> patched(current, request.json()));
      case "PUT" -> stored(path, request, _ -> request.json());
      case "DELETE" -> delete(path);
      default -> Response.of(405);
    };
  }

  /// What is gone is a member of nothing any more.
  private Response delete(String path) {
    if (resources.remove(path) == null) {
      return Response.of(404);
    }
    String id = path.substring(path.lastIndexOf('/') + 1);
    resources.replaceAll((_, resource) -> {
      List<String> left = new ArrayList<>(members(resource));
      return left.remove(id) ? resource.with("members", memberArray(left)) : resource;
    });
    return Response.of(204);
  }

  private Response create(String endpoint, JsonObject resource) {
    String unique = endpoint.equals("/Users") ? "userName" : "displayName";
    if (named(endpoint, unique, resource.text(unique).orElseThrow()).isPresent()) {
      return error(409, "uniqueness");
    }
    String id = put(endpoint, resource);
    return Response.json(201, Objects.requireNonNull(resources.get(endpoint + "/" + id)));
  }

  private Response search(String endpoint, String query) {
    if (query.contains("startIndex=")) {
      return ScimPages.byIndex(all(endpoint), query);
    }
    Matcher filter = FILTER.matcher(query);
    if (!filter.matches()) {
      return error(400, "invalidFilter");
    }
    List<Json> found =
        new ArrayList<>(named(endpoint, filter.group(1), filter.group(2)).stream().toList());
    return Response.json(
        200,
        JsonObject.builder()
            .put("totalResults", found.size())
            .put("Resources", new JsonArray(found))
            .build());
  }

  private Response read(String path) {
    JsonObject resource = resources.get(path);
    return resource == null ? error(404, "") : Response.json(200, resource);
  }

  private Response stored(String path, Request request, Function<JsonObject, JsonObject> change) {
    JsonObject current = resources.get(path);
    if (current == null) {
      return error(404, "");
    }
    String ifMatch = request.headers().get("if-match");
    if (ifMatch != null && !ifMatch.equals(version(current))) {
      return error(412, "");
    }
    store(path, change.apply(current));
    return Response.json(200, Objects.requireNonNull(resources.get(path)));
  }

  private void store(String path, JsonObject resource) {
    String was = version(Objects.requireNonNull(resources.get(path)));
    int number = Integer.parseInt(was.replaceAll("\\D", ""));
    String id = path.substring(path.lastIndexOf('/') + 1);
    resources.put(path, withVersion(resource.toBuilder().put("id", id).build(), number + 1));
  }

  private static JsonObject withVersion(JsonObject resource, int version) {
    return resource.with("meta", JsonObject.of("version", new JsonString("W/\"" + version + "\"")));
  }

  private static String version(JsonObject resource) {
    return ((JsonObject) Objects.requireNonNull(resource.get("meta")))
        .text("version")
        .orElseThrow();
  }

  private synchronized Optional<JsonObject> named(String endpoint, String name, String value) {
    Collection<JsonObject> all = all(endpoint);
    return all.stream()
        .filter(it -> it.text(name).filter(value::equalsIgnoreCase).isPresent())
        .findFirst();
  }

  private static JsonObject patched(JsonObject resource, JsonObject message) {
    JsonObject result = resource;
    for (Json each : ((JsonArray) Objects.requireNonNull(message.get("Operations"))).elements()) {
      var operation = (JsonObject) each;
      result =
          patched(
              result,
              operation.text("op").orElseThrow(),
              operation.text("path").orElseThrow(),
              operation.get("value"));
    }
    return result;
  }

  private static JsonObject patched(
      JsonObject resource, String op, String path, @Nullable Json value) {
    Matcher member = MEMBER.matcher(path);
    if (member.matches()) {
      List<String> left = new ArrayList<>(members(resource));
      left.remove(member.group(1));
      return resource.with("members", memberArray(left));
    }
    if (path.equals("members") && op.equals("remove")) {
      List<String> left = new ArrayList<>(members(resource));
      left.removeAll(members(JsonObject.of("members", Objects.requireNonNull(value))));
      return resource.with("members", memberArray(left));
    }
    if (path.equals("members") && op.equals("add")) {
      List<String> all = new ArrayList<>(members(resource));
      for (Json each : ((JsonArray) Objects.requireNonNull(value)).elements()) {
        String id = ((JsonObject) each).text("value").orElseThrow();
        if (!all.contains(id)) {
          all.add(id);
        }
      }
      return resource.with("members", memberArray(all));
    }
    int split = path.startsWith("urn:") ? path.lastIndexOf(':') : path.indexOf('.');
    if (split < 0) {
      return set(resource, path, value);
    }
    String head = path.substring(0, split);
    JsonObject inner = resource.get(head) instanceof JsonObject object ? object : JsonObject.EMPTY;
    return resource.with(head, set(inner, path.substring(split + 1), value));
  }

  private static JsonObject set(JsonObject object, String name, @Nullable Json value) {
    return value == null ? object.without(name) : object.with(name, value);
  }

  private static List<String> members(JsonObject group) {
    return group.get("members") instanceof JsonArray(var elements)
        ? elements.stream().map(it -> ((JsonObject) it).text("value").orElseThrow()).toList()
        : List.of();
  }

  private static JsonArray memberArray(List<String> ids) {
    return new JsonArray(
        ids.stream().map(id -> (Json) JsonObject.of("value", new JsonString(id))).toList());
  }

  private static Response error(int status, String scimType) {
    return Response.json(
        status,
        JsonObject.builder()
            .put("status", String.valueOf(status))
            .put("scimType", scimType)
            .put("detail", "The account 'kim@example.com' is in the way")
            .build());
  }
}
