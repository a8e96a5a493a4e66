package dev.rollcall.ingress.fairness.core;

import dev.rollcall.schemas.event.TenantId;
import java.time.Instant;

/// Who was seen last, and when anybody else was: enough to tell each tenant whether others are
/// there, however many tenants there are.
///
/// @param latest the tenant seen last
/// @param othersAt when another one than `latest` was seen last
public record Neighbours(TenantId latest, Instant latestAt, Instant othersAt) {

  /// A tenant that is alone.
  public static Neighbours alone(TenantId tenant, Instant now) {
    return new Neighbours(tenant, now, Instant.MIN);
  }

  /// A tenant is seen.
  public Neighbours seen(TenantId tenant, Instant now) {
    return tenant.equals(latest)
        ? new Neighbours(latest, now, othersAt)
        : new Neighbours(tenant, now, latestAt);
  }

  /// When another tenant than this one was seen last; the beginning of time where none was.
  public Instant othersAt(TenantId tenant) {
    return tenant.equals(latest) ? othersAt : latestAt;
  }
}
