package dev.rollcall.standalone.demo;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/// One line on what a history entry changed.
final class HistoryText {
  private HistoryText() {}

  static String changes(JsonObject entry) {
    if (!(entry.get("changes") instanceof JsonArray(List<Json> elements)) || elements.isEmpty()) {
      return "no change";
    }
    var lines = new ArrayList<String>();
    for (Json element : elements) {
      if (element instanceof JsonObject change) {
        lines.add(change.text("fact").orElse("?") + attributes(change));
      }
    }
    return String.join("; ", lines);
  }

  private static String attributes(JsonObject change) {
    JsonObject before = object(change, "before");
    JsonObject after = object(change, "after");
    if (before.members().isEmpty() || after.members().isEmpty()) {
      return "";
    }
    var names = new TreeSet<>(before.members().keySet());
    names.addAll(after.members().keySet());
    names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    return " " + names;
  }

  private static JsonObject object(JsonObject in, String name) {
    return in.get(name) instanceof JsonObject found ? found : JsonObject.EMPTY;
  }
}
