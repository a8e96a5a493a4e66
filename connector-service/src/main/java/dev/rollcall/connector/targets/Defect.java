package dev.rollcall.connector.targets;

import java.util.Arrays;
import java.util.List;

/// What may be said of a defect that came up where secrets are in hand: a message may quote one.
final class Defect {
  private static final int FRAMES = 12;

  private Defect() {}

  /// Its class, and where it came up.
  static String logged(RuntimeException e) {
    List<StackTraceElement> frames = Arrays.stream(e.getStackTrace()).limit(FRAMES).toList();
    return e.getClass().getName() + " at " + frames;
  }

  /// What the owner of the target is told.
  static String told(String failed, RuntimeException e) {
    return failed + ", by a defect of ours (" + e.getClass().getSimpleName() + ")";
  }
}
