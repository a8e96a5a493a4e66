package dev.rollcall.e2e.crash.target;

import java.util.Random;

/// The moods of a target, one call after the other. Safe for use by several threads.
final class Moods {
  private final Random random;
  private boolean good;

  Moods(long seed) {
    this.random = new Random(seed);
  }

  /// From now on every call is treated as it should be.
  synchronized void beGood() {
    good = true;
  }

  /// How the next call is treated.
  synchronized Mood next() {
    return good ? Mood.HONEST : Mood.next(random);
  }
}
