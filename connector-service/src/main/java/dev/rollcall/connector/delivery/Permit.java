package dev.rollcall.connector.delivery;

import java.time.Duration;

/// Whether a call may be made.
sealed interface Permit {
  /// It may be made now.
  record Go() implements Permit {}

  /// It may not be made yet.
  sealed interface Withheld extends Permit {
    Duration pause();

    /// How the key is left meanwhile.
    Ending ending();
  }

  /// No call may; others may have the slot meanwhile.
  record Later(Duration pause) implements Withheld {
    @Override
    public Ending ending() {
      return new Ending.Postponed();
    }
  }

  /// None for this resource, because of what was done for it; others may be called for.
  ///
  /// @param why in words
  record NotThis(Duration pause, String why) implements Withheld {
    @Override
    public Ending ending() {
      return new Ending.PutOff(pause, why);
    }
  }
}
