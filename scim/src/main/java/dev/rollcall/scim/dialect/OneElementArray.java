package dev.rollcall.scim.dialect;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;

/// A list around the value of a single-valued attribute. Entra sends the manager so; SCIM libraries
/// that serialise every PATCH value as a list send everything so.
///
/// Wrong: `{"op": "replace", "path": "displayName", "value": ["Ann Lee"]}`
///
/// Right: `{"op": "replace", "path": "displayName", "value": "Ann Lee"}`
///
/// Switch: [Leniency#singleValueAsArray]; for references also [Leniency#managerShapes].
public final class OneElementArray {

  private OneElementArray() {}

  /// Returns the only element of a list of one; every other value as it is.
  public static Json unwrap(Json value) {
    return value instanceof JsonArray(var elements) && elements.size() == 1
        ? elements.getFirst()
        : value;
  }
}
