package dev.rollcall.scim.dialect;

import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import java.util.List;

/// Attributes that no schema defines, beside those that one does. An administrator maps what he
/// likes; Entra sends it with everything else, and one refusal keeps the whole user from being
/// provisioned for 28 days.
///
/// Wrong: `{"op": "Replace", "path": "favouriteColour", "value": "blue"}`
///
/// Right: nothing. In an extension that nobody described it is kept, see [OpenExtension].
///
/// Switch: [Leniency#ignoreUnknownAttributes].
public final class UnknownAttribute {

  private UnknownAttribute() {}

  /// Returns no operations for one on an unknown attribute, or the refusal of the RFC.
  public static <T> Result<List<T>> toNothing(String sentence, Leniency leniency) {
    return leniency.ignoreUnknownAttributes()
        ? Result.ok(List.of())
        : Result.badRequest(ScimType.INVALID_PATH, sentence);
  }
}
