package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An in-house app that can be read: staff with numbers, a status and words of its own, crews that
/// staff belong to, and lists that come page by page behind a token.
final class StaffApp implements Function<Request, Response> {
  /// The entry on the page.
  private static final Pattern ENTRY =
      Pattern.compile("```json\n(\\{\"id\": \"staff\".*?)```", Pattern.DOTALL);

  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final String STAFF = "staff";
  private static final String CREWS = "crews";

  /// By the kind of thing and its number.
  private final Map<String, NavigableMap<Integer, JsonObject>> things =
      Map.of(STAFF, new TreeMap<>(), CREWS, new TreeMap<>());

  private final Map<Integer, TreeSet<Integer>> crews = new TreeMap<>();
  private boolean lies;
  private @Nullable String unlisted;
  private int last = 100;

  /// What docs/connectors.md says of it, which is what all tests with this app run on.
  static JsonObject operations() {
    try {
      Matcher entry = ENTRY.matcher(Files.readString(Path.of("..", "docs", "connectors.md")));
      if (entry.find()
          && JSON.readObject(entry.group(1).getBytes(StandardCharsets.UTF_8)).get("operations")
              instanceof JsonObject operations) {
        return operations;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The page cannot be read", e);
    }
    throw new IllegalStateException("The page has no entry 'staff'");
  }

  /// From now on it says of whoever is disabled that it was done, and does nothing.
  synchronized void lies(boolean now) {
    lies = now;
  }

  /// From now on its lists leave something out that it shows of one alone.
  synchronized void listsWithout(String name) {
    unlisted = name;
  }

  synchronized List<String> logins() {
    return things(STAFF).values().stream().map(StaffApp::name).sorted().toList();
  }

  synchronized Optional<JsonObject> person(String login) {
    return named(STAFF, login);
  }

  synchronized int number(String login) {
    return numberOf(person(login).orElseThrow(), "staffNo");
  }

  /// The logins of a crew, in order.
  synchronized List<String> crew(String label) {
    return named(CREWS, label).stream()
        .flatMap(it -> crews.getOrDefault(numberOf(it, "crewNo"), new TreeSet<>()).stream())
        .map(it -> name(Objects.requireNonNull(things(STAFF).get(it))))
        .sorted()
        .toList();
  }

  /// Puts somebody there by hand.
  synchronized void put(String login, @Nullable String foreignKey) {
    JsonObject.Builder person =
        JsonObject.builder().put("login", login).put("status", "ENABLED").put("jobTitle", "Old");
    store(STAFF, person.putIfPresent("foreignKey", foreignKey).build());
  }

  /// Changes somebody by hand.
  synchronized void set(String login, String name, String value) {
    things(STAFF).computeIfPresent(number(login), (_, it) -> it.with(name, new JsonString(value)));
  }

  synchronized void remove(String login) {
    delete(STAFF, number(login));
  }

  /// Changes by hand who is in a crew.
  synchronized void man(String label, String... logins) {
    int number = numberOf(named(CREWS, label).orElseThrow(), "crewNo");
    var staff = new TreeSet<Integer>();
    for (String login : logins) {
      staff.add(number(login));
    }
    crews.put(number, staff);
  }

  @Override
  public synchronized Response apply(Request request) {
    String[] parts = request.path().substring(1).split("/", -1);
    NavigableMap<Integer, JsonObject> all = things.get(parts[0]);
    if (all == null) {
      return Response.of(404);
    }
    if (parts.length == 1) {
      return request.method().equals("POST")
          ? create(parts[0], request.json())
          : list(List.copyOf(all.values()), parameters(request), parts[0]);
    }
    int number = Integer.parseInt(parts[1]);
    JsonObject thing = all.get(number);
    if (thing == null) {
      return Response.of(404);
    }
    if (parts.length == 2) {
      return switch (request.method()) {
        case "GET" -> Response.json(200, thing);
        case "DELETE" -> delete(parts[0], number);
        default -> change(parts[0], number, request.json());
      };
    }
    if (parts[0].equals(STAFF)) {
      return lies ? Response.of(204) : change(STAFF, number, disabled());
    }
    TreeSet<Integer> crew = crews.computeIfAbsent(number, _ -> new TreeSet<>());
    return parts.length == 3
        ? list(crew.stream().map(things(STAFF)::get).toList(), parameters(request), STAFF)
        : member(crew, Integer.parseInt(parts[3]), request.method());
  }

  private static JsonObject disabled() {
    return JsonObject.of("status", new JsonString("DISABLED"));
  }

  private Response member(Set<Integer> crew, int person, String method) {
    if (!things(STAFF).containsKey(person)) {
      return Response.of(422);
    }
    boolean changed = method.equals("PUT") ? crew.add(person) : crew.remove(person);
    return Response.of(changed || method.equals("PUT") ? 204 : 404);
  }

  private Response list(List<JsonObject> all, Map<String, String> query, String kind) {
    int after = Integer.parseInt(query.getOrDefault("token", "t0").substring(1));
    int limit = Integer.parseInt(query.getOrDefault("limit", "1000"));
    String name = query.getOrDefault("login", query.get("label"));
    String key = kind.equals(STAFF) ? "staffNo" : "crewNo";
    List<JsonObject> rest =
        all.stream()
            .filter(it -> numberOf(it, key) > after)
            .filter(it -> name == null || name(it).equals(name))
            .toList();
    List<JsonObject> page = rest.subList(0, Math.min(limit, rest.size()));
    Json next =
        page.size() < rest.size()
            ? new JsonString("t" + numberOf(page.getLast(), key))
            : JsonNull.NULL;
    JsonObject meta = JsonObject.builder().put("all", all.size()).put("nextToken", next).build();
    return Response.json(
        200,
        JsonObject.builder()
            .put("entries", new JsonArray(page.stream().map(this::listed).toList()))
            .put("meta", meta)
            .build());
  }

  private Json listed(JsonObject thing) {
    return unlisted == null ? thing : thing.without(unlisted);
  }

  private Response create(String kind, JsonObject thing) {
    return named(kind, name(thing)).isPresent()
        ? Response.of(409)
        : Response.json(201, store(kind, thing));
  }

  private JsonObject store(String kind, JsonObject thing) {
    last++;
    JsonObject stored = thing.with(kind.equals(STAFF) ? "staffNo" : "crewNo", JsonNumber.of(last));
    things(kind).put(last, stored);
    return stored;
  }

  private Response change(String kind, int number, JsonObject change) {
    things(kind)
        .computeIfPresent(number, (_, it) -> it.toBuilder().putAll(change.members()).build());
    return Response.of(204);
  }

  private Response delete(String kind, int number) {
    things(kind).remove(number);
    crews.remove(number);
    crews.values().forEach(crew -> crew.remove(number));
    return Response.of(204);
  }

  private NavigableMap<Integer, JsonObject> things(String kind) {
    return Objects.requireNonNull(things.get(kind));
  }

  private Optional<JsonObject> named(String kind, String name) {
    return things(kind).values().stream().filter(it -> name(it).equals(name)).findFirst();
  }

  private static String name(JsonObject thing) {
    return thing.text("login").or(() -> thing.text("label")).orElse("");
  }

  private static int numberOf(JsonObject thing, String name) {
    return ((JsonNumber) Objects.requireNonNull(thing.get(name))).value().intValueExact();
  }

  private static Map<String, String> parameters(Request request) {
    var parameters = new HashMap<String, String>();
    String query = request.uri().contains("?") ? request.uri().split("\\?", 2)[1] : "";
    for (String each : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String[] sides = each.split("=", 2);
      parameters.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }
}
