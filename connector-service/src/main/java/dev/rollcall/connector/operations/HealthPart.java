package dev.rollcall.connector.operations;

import java.util.Optional;

/// A part of the service that can be down. Asking it must be quick and must not wait.
public interface HealthPart {

  /// The part's name in the health answer.
  String name();

  /// Returns one sentence on what is wrong, or empty where nothing is.
  Optional<String> trouble();

  /// Returns one sentence that operators should see and that does not make the service unready.
  default Optional<String> notice() {
    return Optional.empty();
  }
}
