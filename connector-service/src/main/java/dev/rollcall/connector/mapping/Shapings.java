package dev.rollcall.connector.mapping;

import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.schemas.Sha256;
import java.util.Optional;

/// Port to what the configured targets get.
@FunctionalInterface
public interface Shapings {

  /// Returns the scope and the mapping of a target; empty where the tenant has none of this name.
  Optional<Shaping> of(String tenant, String targetId);

  /// Tells one shaping from another, in tables.
  static String fingerprint(Shaping shaping) {
    return Sha256.hex(shaping.print());
  }
}
