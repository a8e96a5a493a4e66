package dev.rollcall.scim.dialect;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Names and keywords in another letter case. Entra writes `Add` and `emails[Type eq
/// "work"].Value`; .NET clients write `Operations` and `Schemas` in any way. The RFC compares
/// attribute names without case (RFC 7643 section 2.1); the members of messages are treated alike,
/// always.
///
/// Wrong: `{"Schemas": […], "operations": [{"Op": "Replace", "Path": "title", "Value": "Clerk"}]}`
///
/// Right: `{"schemas": […], "Operations": [{"op": "replace", "path": "title", "value": "Clerk"}]}`
public final class LetterCase {

  private LetterCase() {}

  /// Returns the member of this name; the exact spelling wins over others.
  public static @Nullable Json member(JsonObject object, String name) {
    Json exact = object.get(name);
    if (exact != null) {
      return exact;
    }
    for (var member : object.members().entrySet()) {
      if (member.getKey().equalsIgnoreCase(name)) {
        return member.getValue();
      }
    }
    return null;
  }
}
