package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import java.util.List;
import java.util.Map;

/// Text that the directory can hold. JSON allows U+0000 and lone surrogates; PostgreSQL has no form
/// for the first and UTF-8 none for the second.
final class StorableText {
  /// PostgreSQL's index rows hold about 2,700 bytes; tenant and type need some of them.
  static final int INDEXED_BYTES_MAX = 2048;

  private static final List<String> INDEXED = List.of("userName", "externalId", "displayName");

  private StorableText() {}

  static Result<JsonObject> check(JsonObject body) {
    return isStorable(body)
        ? Result.ok(body)
        : Result.badRequest(
            ScimType.INVALID_VALUE, "A text holds U+0000 or half of a surrogate pair");
  }

  /// Checks the attributes that have an index of their own.
  static Result<JsonObject> checkIndexed(JsonObject document) {
    for (String name : INDEXED) {
      // Case folding can lengthen a text; twice the room is more than it ever needs.
      boolean fits =
          document.text(name).map(it -> utf8Bytes(it) <= INDEXED_BYTES_MAX / 2).orElse(true);
      if (!fits) {
        return Result.badRequest(
            ScimType.INVALID_VALUE,
            "'" + name + "' has more than " + INDEXED_BYTES_MAX / 2 + " bytes");
      }
    }
    return Result.ok(document);
  }

  private static int utf8Bytes(String text) {
    return text.codePoints().map(it -> it < 0x80 ? 1 : it < 0x800 ? 2 : it < 0x10000 ? 3 : 4).sum();
  }

  static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isStorable(Json value) {
    return switch (value) {
      case JsonString(String text) -> isStorable(text);
      case JsonArray(List<Json> elements) -> elements.stream().allMatch(StorableText::isStorable);
      case JsonObject(Map<String, Json> members) ->
          members.entrySet().stream()
              .allMatch(it -> isStorable(it.getKey()) && isStorable(it.getValue()));
      case JsonNumber _, JsonBoolean _, JsonNull _ -> true;
    };
  }
}
