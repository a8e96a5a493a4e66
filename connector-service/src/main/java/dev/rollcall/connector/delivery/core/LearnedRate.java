package dev.rollcall.connector.delivery.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The rate that a target's 429s have taught, where its profile names none or not the right one.
///
/// After each lesson the rate falls by a factor and rises by a constant, so that it stays just
/// below what the target takes and asks for more once in a while. When nothing contradicts for
/// long, the limit is gone and the rate doubles until it is no limit any more.
///
/// @param limitPerSecond the rate at which the last lesson was given
/// @param callsToProbe after how many calls that rate is tried again
public record LearnedRate(double limitPerSecond, int callsToProbe) {
  private static final double FALL = 0.93;
  private static final double GROSSLY_WRONG = 0.7;
  private static final double BEYOND = 0.1;
  private static final double LIMIT_MIN = 1.0 / 60;
  private static final double UNLIMITED = 1000;

  /// A lesson from this many accepted calls is worth believing for long.
  private static final int ACCEPTED_MIN = 3;

  private static final int SURE = 200;
  private static final int UNSURE = 20;

  /// What was seen when the target answered 429.
  ///
  /// @param accepted how many calls it took shortly before
  /// @param within in which time
  public record Seen(int accepted, Duration within) {
    double perSecond() {
      return Math.max(accepted, 1) * 1000.0 / Math.max(within.toMillis(), 1);
    }
  }

  /// Returns what a 429 teaches.
  ///
  /// @param before what was known, or null
  /// @param age how long ago that was learned
  public static LearnedRate taught(@Nullable LearnedRate before, Duration age, Seen seen) {
    double measured = seen.perSecond();
    int sure = seen.accepted() >= ACCEPTED_MIN ? SURE : UNSURE;
    if (before == null || before.isOver(age)) {
      return new LearnedRate(Math.max(measured, LIMIT_MIN), sure);
    }
    double tried = before.perSecond(age);
    return measured < tried * GROSSLY_WRONG && sure == SURE
        ? new LearnedRate(Math.max(measured, LIMIT_MIN), SURE)
        : new LearnedRate(Math.max(tried, LIMIT_MIN), SURE);
  }

  /// Returns how many calls a second are made so long after the lesson.
  public double perSecond(Duration age) {
    double period = callsToProbe / limitPerSecond;
    double periods = age.toMillis() / 1000.0 / period;
    if (periods <= 1) {
      return limitPerSecond * (FALL + (1 - FALL) * periods);
    }
    return periods <= 2
        ? limitPerSecond * (1 + BEYOND * (periods - 1))
        : limitPerSecond * (1 + BEYOND) * Math.pow(2, periods - 2);
  }

  /// Says whether the lesson is so old that it limits nothing.
  public boolean isOver(Duration age) {
    return perSecond(age) >= UNLIMITED;
  }
}
