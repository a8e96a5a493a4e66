package dev.rollcall.scim.administration;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import java.util.Map;

/// A merge patch (RFC 7396) on an object.
final class MergePatch {
  private MergePatch() {}

  static JsonObject apply(JsonObject document, JsonObject patch) {
    JsonObject.Builder merged = document.toBuilder();
    for (Map.Entry<String, Json> member : patch.members().entrySet()) {
      String name = member.getKey();
      switch (member.getValue()) {
        case JsonNull _ -> merged.remove(name);
        case JsonObject inner ->
            merged.put(
                name,
                apply(
                    document.get(name) instanceof JsonObject before ? before : JsonObject.EMPTY,
                    inner));
        case Json value -> merged.put(name, value);
      }
    }
    return merged.build();
  }
}
