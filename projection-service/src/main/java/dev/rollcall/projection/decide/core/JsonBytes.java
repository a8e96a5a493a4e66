package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;

/// How long a value is as JSON text, in bytes of UTF-8 and never less than it turns out to be.
final class JsonBytes {
  private static final int QUOTES_AND_COMMA = 3;
  private static final int ESCAPED = 6;
  private static final int WORD = 6;

  private JsonBytes() {}

  static long of(Json value) {
    return switch (value) {
      case JsonString(String text) -> of(text);
      case JsonNumber(var number) -> number.toString().length() + 1L;
      case JsonBoolean _, JsonNull _ -> WORD;
      case JsonArray(var elements) ->
          QUOTES_AND_COMMA + elements.stream().mapToLong(JsonBytes::of).sum();
      case JsonObject(var members) ->
          QUOTES_AND_COMMA
              + members.entrySet().stream()
                  .mapToLong(it -> 1 + of(it.getKey()) + of(it.getValue()))
                  .sum();
    };
  }

  private static long of(String text) {
    return QUOTES_AND_COMMA + text.chars().mapToLong(JsonBytes::of).sum();
  }

  private static long of(int unit) {
    if (unit < ' ' || unit == '"' || unit == '\\') {
      return ESCAPED;
    }
    // Half of a surrogate pair is two bytes of four; three is safe.
    return unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
  }
}
