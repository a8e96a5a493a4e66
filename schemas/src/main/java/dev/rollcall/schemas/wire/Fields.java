package dev.rollcall.schemas.wire;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads members of stored records and says which one is wrong.
final class Fields {
  private Fields() {}

  static String text(JsonObject object, String name) {
    if (object.get(name) instanceof JsonString(String value)) {
      return value;
    }
    throw wrong(name, "text");
  }

  static @Nullable String optionalText(JsonObject object, String name) {
    return object.text(name).orElse(null);
  }

  static long number(JsonObject object, String name) {
    if (object.get(name) instanceof JsonNumber number) {
      try {
        return number.value().longValueExact();
      } catch (ArithmeticException e) {
        throw new UnreadableRecordException("Field '" + name + "' is not a whole number", e);
      }
    }
    throw wrong(name, "a whole number");
  }

  static int count(JsonObject object, String name) {
    return Math.toIntExact(number(object, name));
  }

  static boolean flag(JsonObject object, String name) {
    if (object.get(name) instanceof JsonBoolean(boolean value)) {
      return value;
    }
    throw wrong(name, "true or false");
  }

  static Instant instant(JsonObject object, String name) {
    try {
      return Instant.parse(text(object, name));
    } catch (DateTimeException e) {
      throw new UnreadableRecordException("Field '" + name + "' is not a time", e);
    }
  }

  static JsonObject object(JsonObject object, String name) {
    if (object.get(name) instanceof JsonObject value) {
      return value;
    }
    throw wrong(name, "an object");
  }

  static <T> List<T> list(JsonObject object, String name, Function<Json, T> element) {
    if (object.get(name) instanceof JsonArray(List<Json> elements)) {
      var values = new ArrayList<T>(elements.size());
      for (Json each : elements) {
        values.add(element.apply(each));
      }
      return values;
    }
    throw wrong(name, "an array");
  }

  static String string(Json value) {
    if (value instanceof JsonString(String text)) {
      return text;
    }
    throw new UnreadableRecordException("An array element is not text");
  }

  static JsonObject asObject(Json value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new UnreadableRecordException("An array element is not an object");
  }

  private static UnreadableRecordException wrong(String name, String expected) {
    return new UnreadableRecordException("Field '" + name + "' is missing or not " + expected);
  }
}
