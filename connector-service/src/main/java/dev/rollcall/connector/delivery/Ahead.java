package dev.rollcall.connector.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// How many keys a lane takes before it has slots for them: some where turns are brief, so that no
/// slot waits for PostgreSQL, and none else, since whoever comes later, a leaver too, waits behind
/// them.
final class Ahead {
  /// A turn counts for this part of what is usual.
  private static final int PART = 8;

  private final int most;
  private final long briefNanos;
  private final AtomicLong usualNanos;

  /// @param brief how long a turn may usually take
  Ahead(int most, Duration brief) {
    this.most = most;
    this.briefNanos = brief.toNanos();
    // A few turns show that they are brief.
    this.usualNanos = new AtomicLong(2 * briefNanos);
  }

  int keys() {
    return usualNanos.get() < briefNanos ? most : 0;
  }

  /// Takes none until turns have shown to be brief again.
  void stop() {
    usualNanos.accumulateAndGet(2 * briefNanos, Math::max);
  }

  /// Notes how long a turn took.
  void took(long nanos) {
    usualNanos.updateAndGet(usual -> usual + (nanos - usual) / PART);
  }
}
