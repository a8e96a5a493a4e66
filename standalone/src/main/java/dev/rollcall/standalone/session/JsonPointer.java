package dev.rollcall.standalone.session;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// JSON pointers (RFC 6901).
public final class JsonPointer {
  private JsonPointer() {}

  /// Returns the value that a pointer names, or null where there is none.
  public static @Nullable Json find(Json document, String pointer) {
    Json at = document;
    if (pointer.isEmpty()) {
      return at;
    }
    for (String escaped : List.of(pointer.substring(1).split("/", -1))) {
      String token = escaped.replace("~1", "/").replace("~0", "~");
      Json next =
          switch (at) {
            case JsonObject object -> object.get(token);
            case JsonArray(var elements) -> element(elements, token);
            case Json _ -> null;
          };
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  private static @Nullable Json element(List<Json> elements, String token) {
    try {
      int index = Integer.parseInt(token);
      return index >= 0 && index < elements.size() ? elements.get(index) : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
