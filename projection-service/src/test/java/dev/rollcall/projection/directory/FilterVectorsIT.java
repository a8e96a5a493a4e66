package dev.rollcall.projection.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.message.SearchRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every row of the filter vectors, as SQL on a real PostgreSQL.
class FilterVectorsIT {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final Map<String, Directory> directories = new HashMap<>();

  /// The agreed vectors, and those that were written beside them from the same rules.
  @ParameterizedTest
  @CsvSource({"filters.jsonl, 120", "filters-more.jsonl, 400"})
  void every_filter_finds_in_sql_what_the_vectors_say(String name, long atLeast) throws Exception {
    JsonObject sets = JSON.readObject(file("filter-resources.json"));
    String rows = new String(file(name), StandardCharsets.UTF_8);
    var wrong = new ArrayList<String>();
    long count = 0;
    for (String line : rows.lines().filter(it -> !it.isBlank()).toList()) {
      count++;
      JsonObject row = JSON.readObject(line.getBytes(StandardCharsets.UTF_8));
      String expected = expected(row);
      String actual = actual(directory(sets, row.text("resources").orElseThrow()), row);
      if (!expected.equals(actual)) {
        wrong.add(row.text("filter").orElse("") + ": " + actual + " instead of " + expected);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(count).isGreaterThanOrEqualTo(atLeast);
  }

  private Directory directory(JsonObject sets, String name) throws SQLException {
    Directory known = directories.get(name);
    if (known != null) {
      return known;
    }
    JsonObject set = (JsonObject) Objects.requireNonNull(sets.get(name));
    var loaded = new LoadedDirectory();
    for (var type : Map.of("Users", "User", "Groups", "Group").entrySet()) {
      if (set.get(type.getKey()) instanceof JsonArray resources) {
        loaded.load(type.getValue(), resources);
      }
    }
    Directory directory = loaded.directory();
    directories.put(name, directory);
    return directory;
  }

  private static String expected(JsonObject row) {
    if (row.get("matches") instanceof JsonArray(List<Json> ids)) {
      var sorted = new TreeSet<String>();
      ids.forEach(id -> sorted.add(id instanceof JsonString(var text) ? text : "?"));
      return sorted.toString();
    }
    return row.text("error").orElseThrow();
  }

  private static String actual(Directory directory, JsonObject row) {
    String type = row.text("endpoint").orElseThrow().equals("Users") ? "User" : "Group";
    JsonObject query =
        JsonObject.builder()
            .put("filter", row.text("filter").orElseThrow())
            .put("count", 1000)
            .build();
    if (!(SearchRequest.parse(query) instanceof Result.Ok<SearchRequest>(var search))) {
      return "no search";
    }
    var reader =
        new Directory.Reader(
            new TenantId(LoadedDirectory.TENANT), "https://scim.example.com/scim/v2");
    Answer answer = Objects.requireNonNull(directory.search(reader, List.of(type), search).block());
    return switch (answer) {
      case Answer.Page page -> {
        var ids = new TreeSet<String>();
        page.shown().resources().forEach(it -> ids.add(it.text("id").orElse("?")));
        yield ids.toString();
      }
      case Answer.Refused refused -> {
        ScimType scimType = refused.error().scimType();
        yield scimType == null ? "no scimType" : scimType.keyword();
      }
      case Answer.One _, Answer.NotModified _ -> "no page";
    };
  }

  private static byte[] file(String name) throws IOException {
    try (var stream = FilterVectorsIT.class.getResourceAsStream("/vectors/" + name)) {
      return Objects.requireNonNull(stream).readAllBytes();
    }
  }
}
