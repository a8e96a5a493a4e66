package dev.rollcall.scim;

import org.jspecify.annotations.Nullable;

/// A refusal in the protocol's terms (RFC 7644 section 3.12).
///
/// @param status the HTTP status
/// @param scimType the detail keyword, or null where the status says all
/// @param detail one sentence for an administrator; no stack trace, no secret
public record ScimError(int status, @Nullable ScimType scimType, String detail) {

  /// A 400 with a detail keyword.
  public static ScimError badRequest(ScimType scimType, String detail) {
    return new ScimError(400, scimType, detail);
  }

  /// A 404: the RFC gives it no keyword.
  public static ScimError notFound(String detail) {
    return new ScimError(404, null, detail);
  }
}
