package dev.rollcall.connector.target.rest;

import java.util.regex.Pattern;

/// A JSON pointer (RFC 6901) into the body of an answer, for those who need no expression.
final class Pointer {
  private static final Pattern SHAPE = Pattern.compile("(/[^/`\"\\\\]*)+");
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,5}");

  private Pointer() {}

  static boolean isPointer(String text) {
    return SHAPE.matcher(text).matches();
  }

  /// Returns the expression that says the same.
  static String expression(String pointer) {
    var expression = new StringBuilder("body");
    for (String token : pointer.substring(1).split("/", -1)) {
      String name = token.replace("~1", "/").replace("~0", "~");
      if (INDEX.matcher(name).matches()) {
        expression.append('[').append(name).append(']');
      } else {
        expression.append(".`").append(name).append('`');
      }
    }
    return expression.toString();
  }
}
