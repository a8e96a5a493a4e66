package dev.rollcall.ingress.reads;

import dev.rollcall.scim.profile.Profile;
import java.util.Map;

/// A tenant's profile as the query side has it.
///
/// @param version rises with every definition
/// @param versions of the definitions, by their names
public record TenantProfile(Profile profile, long version, Map<String, Long> versions) {
  public TenantProfile {
    versions = Map.copyOf(versions);
  }
}
