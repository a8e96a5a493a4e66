package dev.rollcall.projection.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.ReadLimits;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterEvaluator;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.filter.FilterPrinter;
import dev.rollcall.scim.fixture.Generator;
import dev.rollcall.scim.fixture.RandomFilters;
import dev.rollcall.scim.message.SearchRequest;
import dev.rollcall.scim.resource.ResourceReader;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// Random filters over random resources: PostgreSQL finds exactly what the evaluator in memory
/// says. A failure names its seed and its filter.
class FilterDifferentialIT {
  private static final int USERS = 60;
  private static final int GROUPS = 20;
  private static final int FILTERS = 1_000;
  private static final int ATTEMPTS = 1_000;
  private static final Directory.Reader READER =
      new Directory.Reader(
          new TenantId(LoadedDirectory.TENANT), "https://scim.example.com/scim/v2");

  private final SchemaRegistry schemas = SchemaRegistry.standard();

  @Test
  void sql_and_memory_agree_on_every_filter() throws Exception {
    var loaded = new LoadedDirectory();
    loaded.load("User", users());
    loaded.load("Group", groups());
    Directory directory = loaded.directory();

    for (String type : List.of("User", "Group")) {
      compare(directory, schemas.resourceType(type).orElseThrow());
    }
  }

  private void compare(Directory directory, ResourceTypeDefinition type) {
    List<JsonObject> all = whole(page(directory, type, null));
    var wrong = new ArrayList<String>();
    int telling = 0;
    for (long seed = 0; seed < FILTERS; seed++) {
      Filter filter = new RandomFilters(new Generator(seed), type).filter(3);
      String text = FilterPrinter.print(filter);
      if (!(new FilterParser(ReadLimits.STANDARD.filter()).parse(type, text)
          instanceof Result.Ok<Filter> _)) {
        continue; // deeper or longer than a client may send
      }
      var expected = new TreeSet<String>();
      all.stream()
          .filter(it -> FilterEvaluator.matches(type, filter, it))
          .forEach(it -> expected.add(id(it)));
      var actual = new TreeSet<String>();
      Answer.Page page;
      try {
        page = page(directory, type, text);
      } catch (RuntimeException e) {
        wrong.add("%s, seed %d: %s fails: %s".formatted(type.name(), seed, text, e));
        continue;
      }
      page.shown().resources().forEach(it -> actual.add(id(it)));
      if (!expected.equals(actual)) {
        wrong.add(
            "%s, seed %d: %s finds %s instead of %s"
                .formatted(type.name(), seed, text, actual, expected));
      }
      telling += !expected.isEmpty() && expected.size() < all.size() ? 1 : 0;
    }
    assertThat(wrong).isEmpty();
    // Filters that find all or nothing would agree by themselves.
    assertThat(telling).isGreaterThan(FILTERS / 10);
  }

  private static Answer.Page page(
      Directory directory, ResourceTypeDefinition type, @Nullable String filter) {
    var query = JsonObject.builder().put("count", 1000).putIfPresent("filter", filter).build();
    if (SearchRequest.parse(query) instanceof Result.Ok<SearchRequest>(var search)
        && Objects.requireNonNull(directory.search(READER, List.of(type.name()), search).block())
            instanceof Answer.Page page) {
      return page;
    }
    throw new AssertionError("Refused: " + filter);
  }

  /// The resources of a page with their members.
  private static List<JsonObject> whole(Answer.Page page) {
    var members = new ArrayList<List<Json>>();
    page.shown().resources().forEach(_ -> members.add(new ArrayList<>()));
    page.shown()
        .members()
        .doOnNext(it -> members.get(it.place()).addAll(it.elements()))
        .then(Mono.just(true))
        .block();
    var whole = new ArrayList<JsonObject>();
    for (int place = 0; place < members.size(); place++) {
      JsonObject resource = page.shown().resources().get(place);
      whole.add(
          members.get(place).isEmpty()
              ? resource
              : resource.toBuilder().put("members", new JsonArray(members.get(place))).build());
    }
    return whole;
  }

  private JsonArray users() {
    var users = new ArrayList<Json>();
    for (int i = 0; i < USERS; i++) {
      users.add(resource("User", i));
    }
    return new JsonArray(users);
  }

  /// Names and members are such as the generated filters ask for.
  private JsonArray groups() {
    var groups = new ArrayList<Json>();
    for (int i = 0; i < GROUPS; i++) {
      var members = new ArrayList<Json>();
      for (String id : List.of("a", "A", "work", "home", "user1", "user2")) {
        if ((i + id.length()) % 3 > 0) {
          members.add(JsonObject.builder().put("value", id).put("type", "User").build());
        }
      }
      // Every fourth group is in one before it, so that users are in groups through groups.
      if (i % 4 == 1 && i + 3 < GROUPS) {
        members.add(
            JsonObject.builder().put("value", "group" + (i + 3)).put("type", "Group").build());
        members.add(
            JsonObject.builder().put("value", "group" + (i + 1)).put("type", "Group").build());
      }
      groups.add(
          resource("Group", i).toBuilder()
              .put("displayName", List.of("req", "request", "x").get(i % 3))
              .put("members", i % 5 == 0 ? JsonArray.EMPTY : new JsonArray(members))
              .build());
    }
    return new JsonArray(groups);
  }

  private JsonObject resource(String type, int number) {
    var generator = new Generator(number);
    var meta =
        JsonObject.builder()
            .put("version", "W/\"" + (1 + number % 3) + "\"")
            .put("created", generator.instant().toString())
            .put("lastModified", generator.instant().toString());
    return canonical(schemas.resourceType(type).orElseThrow(), generator).toBuilder()
        .put("id", type.toLowerCase(Locale.ROOT) + number)
        .put("meta", meta.build())
        .build();
  }

  /// A generated resource as a request would have left it. What a manager's `$ref` shows is made of
  /// the id there, so that is one that can be minted.
  private static JsonObject canonical(ResourceTypeDefinition type, Generator generator) {
    String enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      JsonObject sent = generator.resource(type).without("members").without("groups");
      if (sent.get(enterprise) instanceof JsonObject extension
          && extension.get("manager") instanceof JsonObject manager) {
        var refers =
            manager.toBuilder().put("value", "user" + generator.random().nextInt(USERS)).build();
        sent =
            sent.toBuilder()
                .put(enterprise, extension.toBuilder().put("manager", refers).build())
                .build();
      }
      if (ResourceReader.read(type, sent, Leniency.ALL)
          instanceof Result.Ok<JsonObject>(var read)) {
        return read;
      }
    }
    throw new AssertionError("Nothing fit to be stored is generated");
  }

  private static String id(JsonObject resource) {
    return resource.text("id").orElseThrow();
  }
}
