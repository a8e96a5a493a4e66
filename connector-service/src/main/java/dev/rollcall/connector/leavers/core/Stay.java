package dev.rollcall.connector.leavers.core;

import dev.rollcall.connector.operations.core.Spoken;
import java.time.Duration;

/// What is said of one leaver at one target.
public final class Stay {
  private Stay() {}

  /// Returns a sentence.
  ///
  /// @param again whether the leaver was out before, and was seen to be in again
  /// @param removed whether the target is one no more
  /// @param out whether the leaver is out by now
  /// @param time how long it took, or has taken so far
  public static String sentence(boolean again, boolean removed, boolean out, Duration time) {
    if (out) {
      return (again ? "Was on again, and out within " : "Out within ") + Spoken.of(time) + ".";
    }
    String in =
        again
            ? "Was out, and was seen to be on again " + Spoken.of(time) + " ago"
            : "Still in after " + Spoken.of(time);
    return removed
        ? in + "; the target was removed, and nobody here takes anybody out of it."
        : in + ".";
  }
}
