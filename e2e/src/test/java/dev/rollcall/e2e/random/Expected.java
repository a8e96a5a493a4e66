package dev.rollcall.e2e.random;

import dev.rollcall.schemas.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// The answer that the model gives.
///
/// @param scimType of a refusal, empty where it has none
/// @param version in the `ETag`, 0 where there is none
/// @param body null where there is none, or where it is an error's
record Expected(int status, String scimType, long version, @Nullable JsonObject body) {
  static Expected refused(Refusal refusal) {
    return new Expected(refusal.status(), refusal.scimType(), 0, null);
  }

  static Expected of(int status, long version, @Nullable JsonObject body) {
    return new Expected(status, "", version, body);
  }

  boolean isRefused() {
    return status >= 400;
  }
}
