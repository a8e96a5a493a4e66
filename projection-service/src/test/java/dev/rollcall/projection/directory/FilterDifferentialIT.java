package dev.rollcall.projection.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.ReadLimits;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterEvaluator;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.filter.FilterPrinter;
import dev.rollcall.scim.fixture.Generator;
import dev.rollcall.scim.fixture.RandomFilters;
import dev.rollcall.scim.message.SearchRequest;
import dev.rollcall.scim.profile.Profile;
import dev.rollcall.scim.resource.ResourceReader;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// Random filters over random resources: PostgreSQL finds exactly what the evaluator in memory
/// says. A failure names its seed and its filter.
class FilterDifferentialIT {
  private static final int USERS = 60;
  private static final int GROUPS = 20;
  private static final int DEVICES = 30;
  private static final int FILTERS = 1_000;
  private static final int ATTEMPTS = 1_000;
  private static final Directory.Reader READER =
      new Directory.Reader(
          new TenantId(LoadedDirectory.TENANT), "https://scim.example.com/scim/v2");

  /// What other types have too, of another schema, type or letter case, and what only it has.
  private static final String DEVICE =
      """
      {"schema":"urn:example:Device","definitions":[{"id":"urn:example:Device","attributes":[
        {"name":"department"},{"name":"userName","caseExact":true},{"name":"displayName"},
        {"name":"costCenter","multiValued":true},{"name":"serial","type":"integer"},
        {"name":"weight","type":"decimal"},{"name":"active","type":"boolean"},
        {"name":"bought","type":"dateTime"},{"name":"ports","type":"integer","multiValued":true},
        {"name":"emails","type":"complex","multiValued":true,"subAttributes":[
          {"name":"value","caseExact":true},{"name":"type"},{"name":"primary","type":"boolean"}]}]}]}
      """;

  private static final Profile PROFILE =
      Profile.STANDARD.with(
          Profile.RESOURCE_TYPE,
          "Device",
          new JsonCodec(JsonLimits.CLIENT).readObject(DEVICE.getBytes(StandardCharsets.UTF_8)));

  private final SchemaRegistry schemas = PROFILE.schemas();

  @Test
  void sql_and_memory_agree_on_every_filter() throws Exception {
    var loaded = new LoadedDirectory(PROFILE);
    loaded.load("User", resources("User", USERS));
    loaded.load("Group", groups());
    loaded.load("Device", resources("Device", DEVICES));
    Directory directory = loaded.directory();

    for (ResourceTypeDefinition type : schemas.resourceTypes()) {
      compare(directory, List.of(type));
    }
    compare(directory, schemas.resourceTypes());
  }

  private void compare(Directory directory, List<ResourceTypeDefinition> types) {
    List<JsonObject> all = whole(page(directory, types, null));
    var wrong = new ArrayList<String>();
    int telling = 0;
    for (long seed = 0; seed < FILTERS; seed++) {
      ResourceTypeDefinition speaks = types.get((int) (seed % types.size()));
      Filter filter = new RandomFilters(new Generator(seed), speaks).filter(3);
      String text = FilterPrinter.print(filter);
      if (!(new FilterParser(ReadLimits.STANDARD.filter()).parse(types, text)
          instanceof Result.Ok<Map<String, Filter>>(var filters))) {
        continue; // deeper or longer than a client may send, or no filter of another type
      }
      Set<String> expected = matching(all, filters);
      var actual = new TreeSet<String>();
      Answer.Page page;
      try {
        page = page(directory, types, text);
      } catch (RuntimeException e) {
        wrong.add("%s, seed %d: %s fails: %s".formatted(speaks.name(), seed, text, e));
        continue;
      }
      page.shown().resources().forEach(it -> actual.add(id(it)));
      if (!expected.equals(actual)) {
        wrong.add(
            "%d types, seed %d: %s finds %s instead of %s"
                .formatted(types.size(), seed, text, actual, expected));
      }
      telling += !expected.isEmpty() && expected.size() < all.size() ? 1 : 0;
    }
    assertThat(wrong).isEmpty();
    // Filters that find all or nothing would agree by themselves.
    assertThat(telling).isGreaterThan(FILTERS / 10);
  }

  private Set<String> matching(List<JsonObject> all, Map<String, Filter> filters) {
    var matching = new TreeSet<String>();
    for (JsonObject resource : all) {
      String type =
          ((JsonObject) Objects.requireNonNull(resource.get("meta")))
              .text("resourceType")
              .orElseThrow();
      Filter filter = Objects.requireNonNull(filters.get(type));
      if (FilterEvaluator.matches(schemas.resourceType(type).orElseThrow(), filter, resource)) {
        matching.add(id(resource));
      }
    }
    return matching;
  }

  private static Answer.Page page(
      Directory directory, List<ResourceTypeDefinition> types, @Nullable String filter) {
    var query = JsonObject.builder().put("count", 1000).putIfPresent("filter", filter).build();
    List<String> names = types.stream().map(ResourceTypeDefinition::name).toList();
    if (SearchRequest.parse(query) instanceof Result.Ok<SearchRequest>(var search)
        && Objects.requireNonNull(directory.search(READER, names, search).block())
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

  private JsonArray resources(String type, int count) {
    var resources = new ArrayList<Json>();
    for (int i = 0; i < count; i++) {
      resources.add(resource(type, i));
    }
    return new JsonArray(resources);
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
