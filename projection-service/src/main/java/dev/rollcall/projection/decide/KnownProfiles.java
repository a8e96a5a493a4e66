package dev.rollcall.projection.decide;

import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.scim.profile.Profile;
import dev.rollcall.scim.profile.Profiles;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The profiles of the tenants of one partition. Who owns the partition alone changes them, so they
/// are fetched once and known until a definition is decided.
final class KnownProfiles {
  /// Beyond this all are forgotten: a partition has no such number of tenants at work.
  private static final int TENANTS_MAX = 10_000;

  private final Map<TenantId, Profile> known = new HashMap<>();

  /// @param store says what is not known
  Profiles of(Set<TenantId> tenants, Function<Set<TenantId>, Map<TenantId, Profile>> store) {
    var unknown = new HashSet<>(tenants);
    unknown.removeAll(known.keySet());
    if (!unknown.isEmpty()) {
      if (known.size() + unknown.size() > TENANTS_MAX) {
        known.clear();
        unknown.addAll(tenants);
      }
      Map<TenantId, Profile> found = store.apply(unknown);
      unknown.forEach(it -> known.put(it, found.getOrDefault(it, Profile.STANDARD)));
    }
    var wanted = new HashMap<TenantId, Profile>();
    for (TenantId tenant : tenants) {
      wanted.put(tenant, known.getOrDefault(tenant, Profile.STANDARD));
    }
    return new Profiles(wanted);
  }

  void forget(TenantId tenant) {
    known.remove(tenant);
  }
}
