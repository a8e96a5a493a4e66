package dev.rollcall.ingress.fairness.core;

import java.time.Duration;
import java.time.Instant;

/// What is left of a rate: it fills with time, up to a limit, and empties by use.
///
/// @param at when `tokens` was counted
public record Bucket(double tokens, Instant at) {

  /// The bucket as it is now.
  public Bucket filled(int perSecond, int most, Instant now) {
    // A clock that was set back gives nothing and takes nothing.
    double seconds = Math.max(0, Duration.between(at, now).toNanos() / 1e9);
    return new Bucket(Math.min(most, tokens + seconds * perSecond), now);
  }

  /// Says whether so much is in it.
  public boolean has(int amount) {
    return tokens >= amount;
  }

  /// The bucket when so much was used, or as much as there was.
  public Bucket less(int amount) {
    return new Bucket(Math.max(0, tokens - amount), at);
  }
}
