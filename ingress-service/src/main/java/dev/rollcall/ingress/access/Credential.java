package dev.rollcall.ingress.access;

import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A credential as it is kept: the token only as a hash.
///
/// @param user the User that `/Me` means for who has the token, or null
/// @param target the target whose feed the token opens, or null where it opens none
public record Credential(
    String id,
    TenantId tenant,
    Scope scope,
    String sha256,
    Instant expiresAt,
    @Nullable ResourceId user,
    @Nullable String target) {

  /// One that opens no feed.
  public Credential(
      String id,
      TenantId tenant,
      Scope scope,
      String sha256,
      Instant expiresAt,
      @Nullable ResourceId user) {
    this(id, tenant, scope, sha256, expiresAt, user, null);
  }

  /// The id only.
  @Override
  public String toString() {
    return "Credential " + id;
  }
}
