package dev.rollcall.connector.mapping.jsonata;

import com.dashjoin.jsonata.Jsonata;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Our values as the library takes them, and back.
///
/// Members go in sorted by name, since two objects are equal whatever their order, and equal inputs
/// must give equal results. What is unassigned (RFC 7643 section 2.5) stays away on both sides: the
/// library has one absence too few to tell it from null reliably. Whole numbers stay exact up to 18
/// digits; all others are doubles, as in every JSONata.
final class JsonValues {
  private static final BigDecimal EXACT_MAX = BigDecimal.TEN.pow(18);

  private JsonValues() {}

  static @Nullable Object toLibrary(Json value) {
    return switch (value) {
      case JsonObject object -> {
        var members = new LinkedHashMap<String, Object>();
        new TreeMap<>(object.members())
            .forEach((name, each) -> {
              Object inner = toLibrary(each);
              if (inner != null) {
                members.put(name, inner);
              }
            });
        yield members;
      }
      case JsonArray(var elements) -> {
        var all = new ArrayList<Object>();
        for (Json each : elements) {
          Object inner = toLibrary(each);
          if (inner != null) {
            all.add(inner);
          }
        }
        yield all;
      }
      case JsonString(var text) -> text;
      case JsonNumber(var number) -> number(number);
      case JsonBoolean(var flag) -> flag;
      case JsonNull _ -> null;
    };
  }

  private static Number number(BigDecimal number) {
    boolean whole =
        number.abs().compareTo(EXACT_MAX) < 0 && number.stripTrailingZeros().scale() <= 0;
    if (!whole) {
      return number.doubleValue();
    }
    long exact = number.longValueExact();
    // The library compares some numbers as Integers.
    return exact == (int) exact ? (Number) (int) exact : (Number) exact;
  }

  /// Returns the value, or null for none.
  ///
  /// @throws Stopped where it is no JSON value
  static @Nullable Json fromLibrary(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> new JsonString(text);
      case Boolean flag -> JsonBoolean.of(flag);
      case Number number -> new JsonNumber(decimal(number));
      case Map<?, ?> object -> object(object);
      case List<?> array -> array(array);
      case Object other -> {
        if (other.equals(Jsonata.NULL_VALUE)) {
          yield null;
        }
        throw new Stopped("the result holds a function, which is no JSON value");
      }
    };
  }

  private static JsonObject object(Map<?, ?> object) {
    var members = JsonObject.builder();
    object.forEach((name, each) -> {
      Json inner = fromLibrary(each);
      if (inner != null) {
        members.put(String.valueOf(name), inner);
      }
    });
    return members.build();
  }

  private static JsonArray array(List<?> array) {
    var elements = new ArrayList<Json>();
    for (Object each : array) {
      Json inner = fromLibrary(each);
      if (inner != null) {
        elements.add(inner);
      }
    }
    return new JsonArray(elements);
  }

  private static BigDecimal decimal(Number number) {
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      throw new Stopped("a number is too large");
    }
    BigDecimal exact =
        number instanceof Integer || number instanceof Long
            ? BigDecimal.valueOf(number.longValue())
            : new BigDecimal(Double.toString(value));
    BigDecimal plain = exact.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }
}
