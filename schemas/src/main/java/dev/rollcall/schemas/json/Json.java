package dev.rollcall.schemas.json;

/// A JSON value (RFC 8259), immutable and comparable by value.
public sealed interface Json
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

  /// Says whether SCIM counts this value as unassigned: null and the empty array (RFC 7643 section
  /// 2.5). An empty object has no assigned sub-attribute and counts as well.
  default boolean isUnassigned() {
    return switch (this) {
      case JsonNull _ -> true;
      case JsonArray array -> array.elements().isEmpty();
      case JsonObject object -> object.members().isEmpty();
      case JsonString _, JsonNumber _, JsonBoolean _ -> false;
    };
  }
}
