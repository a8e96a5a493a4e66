package dev.rollcall.schemas.json;

/// A JSON boolean.
public record JsonBoolean(boolean value) implements Json {
  public static final JsonBoolean TRUE = new JsonBoolean(true);
  public static final JsonBoolean FALSE = new JsonBoolean(false);

  /// Returns the constant for a Java boolean.
  public static JsonBoolean of(boolean value) {
    return value ? TRUE : FALSE;
  }
}
