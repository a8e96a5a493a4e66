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
