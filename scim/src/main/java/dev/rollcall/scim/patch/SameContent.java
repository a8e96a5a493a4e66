package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.HashMap;
import java.util.Map;

/// Whether two resources say the same. The order of elements says nothing, primary false says what
/// no primary says, and null, the empty array, the empty object and nothing are one (RFC 7643
/// sections 2.4 and 2.5).
public final class SameContent {
  private static final String PRIMARY = "primary";

  private SameContent() {}

  /// Compares two resources or parts of them.
  public static boolean of(Json left, Json right) {
    return left.equals(right) || normal(left).equals(normal(right));
  }

  private static Object normal(Json json) {
    return switch (json) {
      case JsonObject object -> {
        var members = new HashMap<String, Object>();
        object
            .members()
            .forEach((name, value) -> {
              if (!isNothing(name, value)) {
                members.put(name, normal(value));
              }
            });
        yield members.isEmpty() ? JsonNull.NULL : members;
      }
      case JsonArray(var elements) -> {
        Map<Object, Integer> counts = new HashMap<>();
        elements.forEach(it -> counts.merge(normal(it), 1, Integer::sum));
        yield elements.isEmpty() ? JsonNull.NULL : counts;
      }
      case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> json;
    };
  }

  private static boolean isNothing(String name, Json value) {
    return normal(value).equals(JsonNull.NULL)
        || (name.equals(PRIMARY) && value.equals(JsonBoolean.FALSE));
  }
}
