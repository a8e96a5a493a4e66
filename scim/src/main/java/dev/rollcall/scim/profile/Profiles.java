package dev.rollcall.scim.profile;

import dev.rollcall.schemas.event.TenantId;
import java.util.Map;

/// The profiles of some tenants; who is not named has the standard one.
public record Profiles(Map<TenantId, Profile> byTenant) {
  /// Nobody has definitions.
  public static final Profiles STANDARD = new Profiles(Map.of());

  public Profiles {
    byTenant = Map.copyOf(byTenant);
  }

  /// The profile of a tenant.
  public Profile of(TenantId tenant) {
    return byTenant.getOrDefault(tenant, Profile.STANDARD);
  }
}
