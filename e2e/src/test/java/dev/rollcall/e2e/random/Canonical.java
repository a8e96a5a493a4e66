package dev.rollcall.e2e.random;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// A body as a text that is the same where two bodies say the same: names sorted, elements sorted
/// where their order means nothing, times and sentences left out.
final class Canonical {
  private static final Set<String> ORDERED = Set.of("Resources", "Operations");
  private static final Set<String> LEFT_OUT = Set.of("created", "lastModified", "detail");

  private Canonical() {}

  static String text(Json body) {
    return text("", body);
  }

  private static String text(String name, Json value) {
    return switch (value) {
      case JsonObject object -> {
        var members = new TreeMap<String, String>();
        object
            .members()
            .forEach((key, inner) -> {
              if (!LEFT_OUT.contains(key)) {
                members.put(key, text(key, inner));
              }
            });
        yield members.toString();
      }
      case JsonArray(var elements) -> {
        List<String> texts = new ArrayList<>(elements.stream().map(it -> text("", it)).toList());
        if (!ORDERED.contains(name)) {
          texts.sort(null);
        }
        yield String.join("\n ", texts);
      }
      case JsonString(var text) -> text;
      case Json simple -> simple.toString();
    };
  }
}
