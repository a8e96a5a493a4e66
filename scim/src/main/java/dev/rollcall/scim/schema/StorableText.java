package dev.rollcall.scim.schema;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.math.BigDecimal;

/// Which texts and numbers can be kept. JSON can spell U+0000 and half of a surrogate pair; UTF-8
/// cannot carry the one and a database refuses the other. It can spell `1e999999` too, a number
/// that fits into a few bytes of a request and into no database. All are refused where they come
/// in.
public final class StorableText {
  /// The digits of a number, and its power of ten as an IEEE 754 double has it: the range that RFC
  /// 8259 section 6 calls interoperable.
  private static final int DIGITS_MAX = 200;

  private static final int EXPONENT_MAX = 308;

  private static final int REPLACEMENT = 0xFFFD;

  private StorableText() {}

  /// Says whether a text is whole and without U+0000.
  public static boolean isStorable(String text) {
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (!isStorable(codePoint)) {
        return false;
      }
      at += Character.charCount(codePoint);
    }
    return true;
  }

  /// Half of a pair is a code point of its own.
  private static boolean isStorable(int codePoint) {
    return codePoint != 0
        && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
  }

  /// Returns a text with U+FFFD in the place of what cannot be kept.
  public static String storable(String text) {
    return isStorable(text)
        ? text
        : text.codePoints()
            .map(it -> isStorable(it) ? it : REPLACEMENT)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /// Returns a value that can be kept: its texts are, and what is too large a number is none.
  public static Json storable(Json value) {
    return isStorable(value)
        ? value
        : switch (value) {
          case JsonString(var text) -> new JsonString(storable(text));
          case JsonArray(var elements) ->
              new JsonArray(elements.stream().map(StorableText::storable).toList());
          case JsonObject object -> storable(object);
          case JsonNumber _ -> JsonNull.NULL;
          case JsonBoolean _, JsonNull _ -> value;
        };
  }

  /// Returns an object that can be kept, the names of its members included.
  public static JsonObject storable(JsonObject object) {
    if (isStorable(object)) {
      return object;
    }
    JsonObject.Builder kept = JsonObject.builder();
    object.members().forEach((name, value) -> kept.put(storable(name), storable(value)));
    return kept.build();
  }

  /// Says whether all texts and numbers in a value are storable, the names of members included.
  public static boolean isStorable(Json value) {
    return switch (value) {
      case JsonString(var text) -> isStorable(text);
      case JsonArray(var elements) -> elements.stream().allMatch(StorableText::isStorable);
      case JsonObject object ->
          object.members().entrySet().stream()
              .allMatch(it -> isStorable(it.getKey()) && isStorable(it.getValue()));
      case JsonNumber(var number) -> isStorable(number);
      case JsonBoolean _, JsonNull _ -> true;
    };
  }

  /// Says whether a number has digits and a power of ten that other software can hold.
  private static boolean isStorable(BigDecimal number) {
    long exponent = (long) number.precision() - number.scale() - 1;
    return number.precision() <= DIGITS_MAX && Math.abs(exponent) <= EXPONENT_MAX;
  }
}
