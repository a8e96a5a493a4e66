package dev.rollcall.connector.operations;

import java.util.Optional;

/// Port to why nobody works on a target that should get something.
@FunctionalInterface
public interface Stoppages {

  /// Returns one sentence; empty where the target of this name is worked on.
  Optional<String> why(String tenant, String name);
}
