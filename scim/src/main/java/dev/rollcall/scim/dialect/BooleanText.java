package dev.rollcall.scim.dialect;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonString;

/// Booleans as text. Entra without its flag computes `active` and `primary` as text.
///
/// Wrong: `{"op": "Replace", "path": "active", "value": "False"}`
///
/// Right: `{"op": "replace", "path": "active", "value": false}`
///
/// Switch: [Leniency#coerceBooleanStrings].
public final class BooleanText {

  private BooleanText() {}

  /// Returns the boolean that a text spells in any letter case; every other value as it is.
  public static Json toBoolean(Json value) {
    if (!(value instanceof JsonString(var text))) {
      return value;
    }
    if (text.equalsIgnoreCase("true")) {
      return JsonBoolean.TRUE;
    }
    return text.equalsIgnoreCase("false") ? JsonBoolean.FALSE : value;
  }
}
