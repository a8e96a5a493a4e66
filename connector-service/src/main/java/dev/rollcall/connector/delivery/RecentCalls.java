package dev.rollcall.connector.delivery;

import java.time.Duration;
import java.util.Arrays;

/// Counts the calls of the last minute.
final class RecentCalls {
  private static final long SLOT_NANOS = Duration.ofMillis(100).toNanos();
  private static final int SLOTS = 700;

  /// As much as is remembered.
  static final Duration WITHIN_MAX = Duration.ofSeconds(60);

  private final int[] counts = new int[SLOTS];
  private long newest;

  synchronized void count(long nanos) {
    counts[slot(nanos)]++;
  }

  synchronized int within(Duration past, long nanos) {
    slot(nanos);
    long slots = Math.min(past.toNanos() / SLOT_NANOS + 1, SLOTS);
    int sum = 0;
    for (long each = newest; each > newest - slots; each--) {
      sum += counts[Math.floorMod(each, SLOTS)];
    }
    return sum;
  }

  /// Moves on to the slot of a time; what has become too old is forgotten.
  private int slot(long nanos) {
    long now = Math.floorDiv(nanos, SLOT_NANOS);
    if (now - newest >= SLOTS || newest == 0) {
      Arrays.fill(counts, 0);
      newest = now;
    }
    while (newest < now) {
      newest++;
      counts[Math.floorMod(newest, SLOTS)] = 0;
    }
    return Math.floorMod(Math.min(now, newest), SLOTS);
  }
}
