package dev.rollcall.e2e.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How long each part of a run took, for whoever wants it shorter.
final class Laps {
  private final List<String> over = new ArrayList<>();
  private long sinceNanos = System.nanoTime();

  /// A part is over, and the next one begins.
  void over(String part) {
    long now = System.nanoTime();
    over.add("%d ms %s".formatted(Duration.ofNanos(now - sinceNanos).toMillis(), part));
    sinceNanos = now;
  }

  @Override
  public String toString() {
    return String.join(", ", over);
  }
}
