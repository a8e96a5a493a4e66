package dev.rollcall.schemas.json;

/// The JSON literal `null`.
public record JsonNull() implements Json {
  /// The one null that is needed.
  public static final JsonNull NULL = new JsonNull();
}
