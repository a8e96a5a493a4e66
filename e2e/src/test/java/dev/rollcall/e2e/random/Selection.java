package dev.rollcall.e2e.random;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;

/// `attributes` and `excludedAttributes`, one of them at most.
record Selection(List<String> only, List<String> except) {
  static final Selection ALL = new Selection(List.of(), List.of());

  /// Returns the part of a resource that is wanted.
  JsonObject of(JsonObject whole) {
    var kept = JsonObject.builder();
    whole
        .members()
        .forEach((name, value) -> {
          if (name.equals("id") || name.equals("schemas")) {
            kept.put(name, value);
            return;
          }
          List<String> names = only.isEmpty() ? except : only;
          boolean named = names.contains(name);
          List<String> parts =
              names.stream()
                  .filter(it -> it.startsWith(prefix(name)))
                  .map(it -> it.substring(prefix(name).length()))
                  .toList();
          if (only.isEmpty()) {
            if (!named) {
              put(kept, name, parts.isEmpty() ? value : cut(value, parts, false));
            }
          } else if (named) {
            kept.put(name, value);
          } else if (!parts.isEmpty()) {
            put(kept, name, cut(value, parts, true));
          }
        });
    return kept.build();
  }

  private static String prefix(String name) {
    return name + (name.startsWith("urn:") ? ":" : ".");
  }

  private static void put(JsonObject.Builder kept, String name, Json value) {
    if (!value.equals(JsonObject.EMPTY) && !value.equals(JsonArray.EMPTY)) {
      kept.put(name, value);
    }
  }

  private static Json cut(Json value, List<String> parts, boolean only) {
    return switch (value) {
      case JsonObject object -> {
        var kept = JsonObject.builder();
        object
            .members()
            .forEach((name, inner) -> {
              if (parts.contains(name) == only) {
                kept.put(name, inner);
              }
            });
        yield kept.build();
      }
      case JsonArray(var elements) ->
          new JsonArray(
              elements.stream()
                  .map(it -> cut(it, parts, only))
                  .filter(it -> !it.equals(JsonObject.EMPTY))
                  .toList());
      case Json simple -> simple;
    };
  }
}
