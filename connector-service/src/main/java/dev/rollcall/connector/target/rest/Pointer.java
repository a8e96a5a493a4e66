package dev.rollcall.connector.target.rest;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A JSON pointer (RFC 6901) into the body of an answer, for those who need no expression.
final class Pointer {
  private static final Pattern SHAPE = Pattern.compile("(?:/[^/`\"\\\\]*+)++");
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,5}");

  private Pointer() {}

  static boolean isPointer(String text) {
    return SHAPE.matcher(text).matches();
  }

  /// Returns the value there, or null where there is none. The empty pointer means the whole.
  static @Nullable Json at(Json whole, String pointer) {
    @Nullable Json value = whole;
    String[] tokens = pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1);
    for (String token : tokens) {
      value = within(value, name(token));
    }
    return value;
  }

  private static @Nullable Json within(@Nullable Json value, String name) {
    if (value instanceof JsonObject object) {
      return object.get(name);
    }
    boolean isIndex = value instanceof JsonArray && INDEX.matcher(name).matches();
    if (isIndex && value instanceof JsonArray(var elements)) {
      int index = Integer.parseInt(name);
      return index < elements.size() ? elements.get(index) : null;
    }
    return null;
  }

  private static String name(String token) {
    return token.replace("~1", "/").replace("~0", "~");
  }

  /// Returns the expression that says the same.
  static String expression(String pointer) {
    var expression = new StringBuilder("body");
    for (String token : pointer.substring(1).split("/", -1)) {
      String name = name(token);
      if (INDEX.matcher(name).matches()) {
        expression.append('[').append(name).append(']');
      } else {
        expression.append(".`").append(name).append('`');
      }
    }
    return expression.toString();
  }
}
