package dev.rollcall.scim.dialect;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;

/// References to resources, such as the manager or a member, in shapes other than the object that
/// the schema defines.
///
/// Wrong: `{"op": "Add", "path": "…:User:manager", "value": "92b7"}` (Entra), `{"manager": "92b7"}`
/// (Entra in POST bodies), `{"members": [{"$ref": "…/Users/92b7"}]}`
///
/// Right: `{"op": "add", "path": "…:User:manager", "value": {"value": "92b7"}}`
///
/// Switch: [Leniency#managerShapes].
public final class ReferenceShapes {
  private static final String VALUE = "value";

  private ReferenceShapes() {}

  /// Returns the object for a plain id; every other value as it is.
  public static Json toObject(Json value) {
    return value instanceof JsonString ? JsonObject.of(VALUE, value) : value;
  }

  /// Returns a reference that has only a `$ref` with the id from the end of that address; every
  /// other one as it is.
  public static JsonObject withValue(JsonObject reference) {
    String address = reference.text("$ref").orElse("");
    String id = address.substring(address.lastIndexOf('/') + 1);
    return reference.get(VALUE) != null || id.isEmpty()
        ? reference
        : reference.with(VALUE, new JsonString(id));
  }
}
