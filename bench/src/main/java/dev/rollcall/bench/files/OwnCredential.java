package dev.rollcall.bench.files;

import dev.rollcall.schemas.access.Token;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/// A credential of the driver's own, as ingress reads it from its `CREDENTIALS_FILE`.
public final class OwnCredential {
  private OwnCredential() {}

  /// Returns the entry of a token.
  ///
  /// @param scope `scim` or `admin`
  public static JsonObject of(String tenant, Token token, String scope, Duration valid) {
    return JsonObject.builder()
        .put("id", token.id())
        .put("tenant", tenant)
        .put("scope", scope)
        .put("sha256", token.sha256())
        .put("expiresAt", Instant.now().plus(valid).toString())
        .build();
  }
}
