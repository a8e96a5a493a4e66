package dev.rollcall.scim.resource;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.scim.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Tests as a table: a line is a case's title, the indented lines below are its `name: text`
/// fields.
final class TextTable {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private TextTable() {}

  /// One case.
  record Row(String title, Map<String, String> fields) {

    String text(String name) {
      return Objects.requireNonNull(fields.get(name), title + " has no " + name);
    }

    String text(String name, String otherwise) {
      return fields.getOrDefault(name, otherwise);
    }

    JsonObject object(String name) {
      return json(text(name));
    }

    /// The comma-separated names in a field.
    List<String> names(String name) {
      String text = text(name, "");
      return text.isEmpty() ? List.of() : List.of(text.split(" *, *"));
    }
  }

  static Stream<DynamicTest> tests(String table, Consumer<Row> test) {
    var rows = new ArrayList<Row>();
    for (String line : table.lines().filter(it -> !it.isBlank()).toList()) {
      if (!line.startsWith(" ")) {
        rows.add(new Row(line, new HashMap<>()));
        continue;
      }
      int colon = line.indexOf(':');
      String field = line.substring(0, colon).strip();
      rows.getLast().fields().put(field, line.substring(colon + 1).strip());
    }
    return rows.stream().map(row -> DynamicTest.dynamicTest(row.title(), () -> test.accept(row)));
  }

  static JsonObject json(String text) {
    try {
      return (JsonObject) JSON.read(text);
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("No JSON: " + text, e);
    }
  }

  static String print(JsonObject object) {
    return JSON.writeText(object);
  }

  /// The value, or for a refusal its status and keyword: `400 invalidValue`.
  static String shown(Result<JsonObject> result) {
    return switch (result) {
      case Result.Ok<JsonObject>(var value) -> print(value);
      case Result.Refused<JsonObject>(var error) ->
          error.status() + (error.scimType() == null ? "" : " " + error.scimType().keyword());
    };
  }
}
