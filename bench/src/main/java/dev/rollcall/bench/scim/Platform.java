package dev.rollcall.bench.scim;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A running platform and how to be let in.
///
/// @param scimBase the SCIM base URL
/// @param adminBase the administration base URL, null where only SCIM is measured
/// @param pid the process that all its processes come from, null where that is not known
public record Platform(
    URI scimBase,
    String token,
    @Nullable URI adminBase,
    @Nullable String adminToken,
    @Nullable Long pid) {

  /// Hides the tokens.
  @Override
  public String toString() {
    return "Platform[" + scimBase + "]";
  }
}
