package dev.rollcall.schemas.json;

import java.util.ArrayList;
import java.util.List;

/// A JSON array.
public record JsonArray(List<Json> elements) implements Json {
  /// The array without elements.
  public static final JsonArray EMPTY = new JsonArray(List.of());

  public JsonArray {
    elements = List.copyOf(elements);
  }

  /// Returns an array of the given elements.
  public static JsonArray of(Json... elements) {
    return new JsonArray(List.of(elements));
  }

  /// Returns an array of strings.
  public static JsonArray ofStrings(Iterable<String> values) {
    var elements = new ArrayList<Json>();
    values.forEach(value -> elements.add(new JsonString(value)));
    return new JsonArray(elements);
  }
}
