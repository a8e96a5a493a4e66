package dev.rollcall.scim.dialect;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonString;

/// The empty text as "no value". Entra clears the manager so, and Microsoft's gallery validation
/// clears any attribute so.
///
/// Wrong: `{"op": "replace", "path": "title", "value": ""}`
///
/// Right: `{"op": "remove", "path": "title"}`
///
/// Switch: [Leniency#emptyStringClears].
public final class EmptyText {

  private EmptyText() {}

  /// Returns null for the empty text; every other value as it is.
  public static Json toNull(Json value) {
    return value instanceof JsonString(var text) && text.isEmpty() ? JsonNull.NULL : value;
  }
}
