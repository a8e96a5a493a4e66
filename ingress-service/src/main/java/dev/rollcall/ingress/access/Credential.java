package dev.rollcall.ingress.access;

import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A credential as it is kept: the token only as a hash.
///
/// @param user the User that `/Me` means for who has the token, or null
public record Credential(
    String id,
    TenantId tenant,
    Scope scope,
    String sha256,
    Instant expiresAt,
    @Nullable ResourceId user) {

  /// The id only.
  @Override
  public String toString() {
    return "Credential " + id;
  }
}
