package dev.rollcall.connector;

import dev.rollcall.schemas.json.JsonObject;

/// Entries of a targets file.
final class TargetEntries {
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";

  private TargetEntries() {}

  static JsonObject scim(String id, String tenant, String url) {
    return JsonObject.builder()
        .put("id", id)
        .put("tenant", tenant)
        .put("kind", "scim")
        .put("url", url)
        .put("token", "token-of-" + id)
        .put("allowPrivateAddress", true)
        .build();
  }

  static JsonObject webhook(String id, String tenant, String url) {
    return JsonObject.builder()
        .put("id", id)
        .put("tenant", tenant)
        .put("kind", "webhook")
        .put("url", url)
        .put("secret", SECRET)
        .put("allowPrivateAddress", true)
        .build();
  }
}
