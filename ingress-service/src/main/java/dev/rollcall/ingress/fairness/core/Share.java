package dev.rollcall.ingress.fairness.core;

import java.time.Duration;

/// What every tenant may have of ingress.
///
/// @param inFlightMax requests under way, from which on more are refused; so many of one tenant
///   pile up only where they come faster than they can be served
/// @param perSecond the rate that is never refused, whatever else is under way
/// @param burst requests that may come at once within that rate, after a pause
/// @param retryAfterMax the longest wait that a refused client is told
public record Share(int inFlightMax, int perSecond, int burst, Duration retryAfterMax) {
  public Share {
    if (inFlightMax < 1 || perSecond < 1 || burst < 1 || retryAfterMax.toSeconds() < 1) {
      throw new IllegalArgumentException("A tenant has a share of at least one");
    }
  }
}
