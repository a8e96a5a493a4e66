package dev.rollcall.ingress.fairness.core;

import java.time.Duration;

/// How long what a tenant asks for takes at present.
///
/// @param took smoothed
public record Effort(Duration took) {
  /// Of a tenant that has asked for nothing yet.
  public static final Effort UNKNOWN = new Effort(Duration.ZERO);

  /// How much the last one counts.
  private static final int SMOOTHING = 4;

  /// The same when one more was done.
  public Effort after(Duration oneTook) {
    return new Effort(took.plus(oneTook.minus(took).dividedBy(SMOOTHING)));
  }

  /// How many places one takes: as many as the steps that it is expected to take, and no more than
  /// a tenant has beside others, so that a long one goes alone there and no others with it.
  ///
  /// @param step what takes so long or less takes one place
  public int weight(Duration step, Places places) {
    return Math.clamp(1 + took.dividedBy(step), 1, places.beside());
  }
}
