package dev.rollcall.scim.schema;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;

/// Which texts can be kept. JSON can spell U+0000 and half of a surrogate pair; UTF-8 cannot carry
/// the one and a database refuses the other, so both are refused where they come in.
public final class StorableText {

  private StorableText() {}

  /// Says whether a text is whole and without U+0000.
  public static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == '\0' || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  /// Says whether all texts in a value are storable, the names of members included.
  public static boolean isStorable(Json value) {
    return switch (value) {
      case JsonString(var text) -> isStorable(text);
      case JsonArray(var elements) -> elements.stream().allMatch(StorableText::isStorable);
      case JsonObject object ->
          object.members().entrySet().stream()
              .allMatch(it -> isStorable(it.getKey()) && isStorable(it.getValue()));
      case JsonNumber _, JsonBoolean _, JsonNull _ -> true;
    };
  }
}
