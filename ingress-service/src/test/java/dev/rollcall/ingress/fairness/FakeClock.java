package dev.rollcall.ingress.fairness;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands still until it is told otherwise.
final class FakeClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-11-26T12:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  synchronized void passes(Duration time) {
    now = now.plus(time);
  }
}
