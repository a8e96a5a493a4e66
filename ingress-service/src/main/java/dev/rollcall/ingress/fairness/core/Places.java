package dev.rollcall.ingress.fairness.core;

import java.time.Duration;

/// How much of a tenant may be worked on at the same time; the rest waits for its turn.
///
/// @param alone while no other tenant is there
/// @param beside while others are there
/// @param perSecond so much may begin whatever is worked on already; 0 where nothing may. Without
///   it a tenant at a calm pace would have to wait as soon as everything takes long
/// @param restPercent how long a place stays empty while others are there, in percent of the time
///   for which it was taken: what one tenant may have of processors that all share
public record Places(int alone, int beside, int perSecond, int restPercent) {
  private static final int PERCENT = 100;

  /// Nothing rests longer, however long it was worked on.
  private static final Duration REST_MAX = Duration.ofSeconds(2);

  public Places {
    if (beside < 1 || alone < beside || perSecond < 0 || restPercent < 0) {
      throw new IllegalArgumentException("A tenant has one place at least, and more when alone");
    }
  }

  /// How long a place stays empty.
  ///
  /// @param taken for how long it was taken
  /// @param others whether other tenants are there
  public Duration rest(Duration taken, boolean others) {
    if (!others || taken.isNegative()) {
      return Duration.ZERO;
    }
    Duration rest = taken.multipliedBy(restPercent).dividedBy(PERCENT);
    return rest.compareTo(REST_MAX) > 0 ? REST_MAX : rest;
  }

  /// Says whether something may begin. What is larger than all places together goes alone.
  ///
  /// @param taken the weight of what is worked on
  /// @param weight of what wants to begin
  /// @param others whether other tenants are there
  public boolean haveRoom(int taken, int weight, boolean others) {
    return taken == 0 || taken + weight <= (others ? beside : alone);
  }
}
