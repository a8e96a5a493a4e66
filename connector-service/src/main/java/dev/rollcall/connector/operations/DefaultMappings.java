package dev.rollcall.connector.operations;

import java.util.Optional;

/// Port to the mappings that come with the connector, for targets that are kept to an older one.
@FunctionalInterface
public interface DefaultMappings {

  /// Returns the profile whose mapping a target could have anew; empty where it has the newest, or
  /// nobody works on a target of this name.
  Optional<Newer> newer(String tenant, String name);

  /// A profile's mapping that a target does not have.
  ///
  /// @param profile as the target's entry names it
  /// @param newest as it would name the newest
  record Newer(String profile, String newest) {}
}
