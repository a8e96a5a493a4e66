package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.standalone.session.ScimSession;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The OpenAPI document and the routes say the same, whichever of the two one believes.
@ExtendWith(SharedPlatform.class)
class OpenApiIT {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final String SCIM = "application/scim+json";

  private Tenant tenant;
  private Caller user;
  private Caller consumer;
  private String id;
  private JsonObject document;

  @BeforeEach
  void read(Tenant given) {
    tenant = given;
    id = tenant.scim().post("/scim/v2/Users", Caller.user("known")).string("id");
    user = tenant.user(id);
    consumer = tenant.consumer("unknown");
    var answer = new Caller(tenant.origin(), "none").get("/openapi.json");
    assertThat(answer.status()).isEqualTo(200);
    document = answer.json();
  }

  @Test
  void every_documented_method_is_known_and_every_other_one_is_answered_with_those() {
    for (String path : paths().keySet()) {
      for (String method : METHODS) {
        var answer = ask(method, path);
        if (documented(path).contains(method)) {
          assertThat(answer.status()).as("%s %s", method, path).isNotEqualTo(405);
          boolean isThere = !path.contains("{") || path.startsWith("/scim/v2/Users/{id}");
          if (isThere) {
            assertThat(answer.status()).as("%s %s", method, path).isNotEqualTo(404);
          }
        } else {
          assertThat(answer.status()).as("%s %s", method, path).isEqualTo(405);
          assertThat(allowed(answer)).as("%s %s", method, path).isEqualTo(documented(path));
          assertThat(answer.string("status")).isEqualTo("405");
        }
      }
    }
  }

  @Test
  void every_address_that_a_conversation_found_is_documented() {
    for (String session : List.of("rfc", "queries", "bulk", "clients", "okta", "validator")) {
      for (var step : ScimSession.steps("/" + session + "-session.jsonl")) {
        if (step.statuses().stream().anyMatch(it -> it < 300)) {
          assertThat(documented(template(step.path())))
              .as("%s %s", step.method(), step.path())
              .contains(
                  step.method().equals("HEAD") ? "get" : step.method().toLowerCase(Locale.ROOT));
        }
      }
    }
  }

  @Test
  void it_is_whole() {
    assertThat(document.text("openapi").orElseThrow()).startsWith("3.1.");
    JsonObject info = object(document, "info");
    assertThat(info.text("title")).isPresent();
    assertThat(info.text("version")).isPresent();
    for (String path : paths().keySet()) {
      JsonObject item = object(object(document, "paths"), path);
      assertThat(pathParameters(item)).as(path).isEqualTo(variables(path));
      for (String method : documented(path)) {
        JsonObject operation = object(item, method);
        assertThat(operation.text("summary")).as("%s %s", method, path).isPresent();
        JsonObject responses = object(operation, "responses");
        assertThat(responses.members().keySet()).as(path).contains("default").hasSizeGreaterThan(1);
        responses
            .members()
            .values()
            .forEach(it -> assertThat(((JsonObject) it).text("description")).isPresent());
      }
    }
    assertThat(references(document)).isNotEmpty().allSatisfy(it -> assertThat(target(it)).isTrue());
  }

  @Test
  void real_answers_have_nothing_that_the_schemas_do_not_say() {
    JsonObject shown = tenant.scim().get("/scim/v2/Users/" + id).json();
    assertThat(schema("User").members().keySet()).containsAll(shown.members().keySet());
    JsonObject error = tenant.scim().get("/scim/v2/Users/nobody").json();
    assertThat(schema("Error").members().keySet()).containsAll(error.members().keySet());
    JsonObject list = tenant.scim().get("/scim/v2/Users?cursor&count=1").json();
    assertThat(schema("ListResponse").members().keySet()).containsAll(list.members().keySet());
    var filtered = tenant.scim().get("/scim/v2/Users?filter=(").json();
    assertThat(schema("Error").members().keySet()).containsAll(filtered.members().keySet());
  }

  private Map<String, Json> paths() {
    return object(document, "paths").members();
  }

  private Set<String> documented(String path) {
    var methods = new TreeSet<>(object(object(document, "paths"), path).members().keySet());
    methods.retainAll(METHODS);
    return methods;
  }

  private Caller.Answer ask(String method, String path) {
    Caller caller = caller(path);
    String body = method.equals("get") || method.equals("delete") ? "" : "{}";
    return caller.send(
        method.toUpperCase(Locale.ROOT),
        path.replace("Users/{id}", "Users/" + id).replaceAll("\\{[^}]+}", "unknown"),
        // A version that is not there keeps the user alive.
        Map.of("Content-Type", SCIM, "If-Match", "\"0\""),
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  private Caller caller(String path) {
    if (path.startsWith("/admin")) {
      return tenant.administration();
    }
    if (path.startsWith("/delivery")) {
      return consumer;
    }
    return path.endsWith("/Me") ? user : tenant.scim();
  }

  private static Set<String> allowed(Caller.Answer answer) {
    return new TreeSet<>(
        Arrays.stream(answer.header("Allow").orElse("").split(","))
            .map(it -> it.strip().toLowerCase(Locale.ROOT))
            .filter(METHODS::contains)
            .toList());
  }

  /// The documented path of an address: what is no endpoint is a variable.
  private String template(String path) {
    String bare =
        "/scim/v2"
            + path.replaceFirst("\\?.*", "").replaceFirst("\\.scim$", "").replaceFirst("/$", "");
    return paths().keySet().stream()
        .filter(it -> !it.contains("{") && it.equals(bare))
        .findFirst()
        .or(() ->
            paths().keySet().stream()
                .filter(it -> bare.matches(it.replaceAll("\\{[^}]+}", "[^/]+")))
                .findFirst())
        .orElseThrow(() -> new AssertionError(bare + " is not documented"));
  }

  private static Set<String> variables(String path) {
    return new TreeSet<>(VARIABLE.matcher(path).results().map(it -> it.group(1)).toList());
  }

  private static Set<String> pathParameters(JsonObject item) {
    var names = new TreeSet<String>();
    if (item.get("parameters") instanceof JsonArray(var parameters)) {
      parameters.forEach(it -> names.add(((JsonObject) it).text("name").orElseThrow()));
    }
    return names;
  }

  private JsonObject schema(String name) {
    JsonObject schemas = object(object(document, "components"), "schemas");
    return object(object(schemas, name), "properties");
  }

  private static Set<String> references(Json value) {
    var found = new TreeSet<String>();
    if (value instanceof JsonObject object) {
      object
          .members()
          .forEach((name, inner) -> {
            if (name.equals("$ref") && inner instanceof JsonString(var reference)) {
              found.add(reference);
            } else {
              found.addAll(references(inner));
            }
          });
    } else if (value instanceof JsonArray(var elements)) {
      elements.forEach(it -> found.addAll(references(it)));
    }
    return found;
  }

  private boolean target(String reference) {
    @Nullable Json at = document;
    for (String segment : reference.substring("#/".length()).split("/", -1)) {
      at = at instanceof JsonObject object ? object.get(segment) : null;
    }
    return at != null;
  }

  private static JsonObject object(JsonObject in, String name) {
    return (JsonObject) Objects.requireNonNull(in.get(name), name);
  }
}
