package dev.rollcall.connector.delivery;

import java.time.Duration;

/// Whether a call may be made.
sealed interface Permit {
  /// It may be made now.
  record Go() implements Permit {}

  /// Not yet; others may have the slot meanwhile.
  record Later(Duration pause) implements Permit {}
}
