package dev.rollcall.ingress.access;

import dev.rollcall.schemas.event.TenantId;
import java.time.Instant;

/// A credential as it is kept: the token only as a hash.
public record Credential(
    String id, TenantId tenant, Scope scope, String sha256, Instant expiresAt) {

  /// The id only.
  @Override
  public String toString() {
    return "Credential " + id;
  }
}
