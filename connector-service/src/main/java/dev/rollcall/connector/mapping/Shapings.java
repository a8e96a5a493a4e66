package dev.rollcall.connector.mapping;

import dev.rollcall.connector.mapping.core.Shaping;
import java.util.Optional;

/// Port to what the configured targets get.
@FunctionalInterface
public interface Shapings {

  /// Returns the scope and the mapping of a target; empty where the tenant has none of this name.
  Optional<Shaping> of(String tenant, String targetId);
}
