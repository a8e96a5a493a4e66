package dev.rollcall.scim.profile;

import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;

/// How a definition is refused.
final class Definitions {
  private static final int CONFLICT = 409;

  private Definitions() {}

  static <T> Result<T> invalid(String detail) {
    return Result.badRequest(ScimType.INVALID_VALUE, detail);
  }

  static <T> Result<T> conflict(String detail) {
    return Result.refused(new ScimError(CONFLICT, null, detail));
  }
}
