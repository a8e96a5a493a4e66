package dev.rollcall.connector.delivery.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The rate that a target's 429s have taught, where its profile names none or not the right one.
///
/// After each lesson the rate falls by a factor and rises by a constant, so that it stays just
/// below what the target takes and asks for more once in a while. When nothing contradicts for
/// long, the limit is gone and the rate doubles until it is no limit any more.
///
/// Some targets say 429 for reasons of their own, such as other clients. Who was called far less
/// often than was believed to be right did not say it because of that rate: such a 429 teaches
/// nothing but its pause, or, after enough calls, a rate that is soon tried again. So is the first
/// one that is taught at all: an accident must hold nobody up for long, and a limit says so again.
///
/// @param limitPerSecond the rate at which the last lesson was given
/// @param callsToProbe after how many calls that rate is tried again
public record LearnedRate(double limitPerSecond, int callsToProbe) {
  private static final double FALL = 0.93;
  private static final double GROSSLY_WRONG = 0.7;
  private static final double BEYOND = 0.1;
  private static final double LIMIT_MIN = 1.0 / 60;
  private static final double UNLIMITED = 1000;

  /// Fewer accepted calls than this tell nothing about a rate.
  private static final int ACCEPTED_MIN = 3;

  /// What is assumed at least where nothing is known.
  private static final double UNKNOWN = 1;

  /// A first lesson may have been an accident, and says of whoever was hardly called what it was
  /// called, and not what it takes: it is tried again when the calls of so many seconds were taken.
  private static final double FIRST_SECONDS = 3;

  /// A lesson that comes so soon after another one corrects it.
  private static final Duration SOON = Duration.ofSeconds(10);

  /// A rate is trusted for the longer, the more has shown it: where it was far too high, for so
  /// many calls for each that was accepted since, and for so many times as many by each further
  /// lesson that it was about right.
  private static final int SURER_BY_CALL = 20;

  private static final int SURER_BY_LESSON = 3;

  private static final int SURE = 200;

  /// However low a rate is, it is tried again after this time: a 429 more costs a slow target
  /// little, and a rate that is wrong costs whoever waits at it much.
  private static final double PERIOD_SECONDS_MAX = 70;

  /// What nothing contradicts for two periods is given up within moments.
  private static final double DOUBLING_SECONDS_MAX = 10;

  private static final int UNSURE = 10;

  /// Whoever makes fewer calls than this part of a rate is not held up by it. Two instances that
  /// share it make half of them each.
  private static final double PRESSED = 0.3;

  /// What was seen when the target answered 429.
  ///
  /// @param accepted how many calls it took since the last lesson, or before the first one
  /// @param answered how many it took or refused by 429
  /// @param within in which time
  /// @param paused how much of that time it wanted no call
  public record Seen(int accepted, int answered, Duration within, Duration paused) {
    double perSecond() {
      return accepted * 1000.0 / Math.max(within.toMillis(), 1);
    }

    private boolean isPressed(double perSecond) {
      return answered >= perSecond * PRESSED * within.minus(paused).toMillis() / 1000;
    }

    boolean tellsNothing() {
      return accepted < ACCEPTED_MIN;
    }
  }

  public LearnedRate {
    limitPerSecond = Math.max(limitPerSecond, LIMIT_MIN);
  }

  /// Returns what a 429 teaches.
  ///
  /// @param before what was known, or null
  /// @param age how long ago that was learned
  public static LearnedRate taught(@Nullable LearnedRate before, Duration age, Seen seen) {
    double measured = seen.perSecond();
    if (before == null || before.isOver(age)) {
      double first = Math.max(measured, UNKNOWN);
      return new LearnedRate(first, sure((int) Math.round(first * FIRST_SECONDS)));
    }
    double tried = before.perSecond(age);
    if (!seen.isPressed(before.limitPerSecond())) {
      return seen.tellsNothing() ? before : new LearnedRate(Math.min(measured, tried), UNSURE);
    }
    if (before.isSoon(age) && measured < tried * GROSSLY_WRONG) {
      return seen.tellsNothing()
          ? new LearnedRate(tried / 2, UNSURE)
          : new LearnedRate(measured, sure(seen.accepted() * SURER_BY_CALL));
    }
    // What it took, it takes.
    if (before.periods(age) >= 1) {
      return new LearnedRate(tried, sure(before.callsToProbe() * SURER_BY_LESSON));
    }
    return new LearnedRate(
        Math.max(tried, measured),
        seen.tellsNothing()
            ? before.callsToProbe()
            : sure(before.callsToProbe() * SURER_BY_LESSON));
  }

  private static int sure(int calls) {
    return Math.clamp(calls, UNSURE, SURE);
  }

  private double periods(Duration age) {
    return age.toMillis() / (period() * 1000);
  }

  private double period() {
    return Math.min(callsToProbe / limitPerSecond, PERIOD_SECONDS_MAX);
  }

  private boolean isSoon(Duration age) {
    double quarterSeconds = period() / 4;
    return age.toMillis() <= Math.max((double) SOON.toMillis(), quarterSeconds * 1000);
  }

  /// Returns how many calls a second are made so long after the lesson.
  public double perSecond(Duration age) {
    double period = period();
    double periods = periods(age);
    if (periods <= 1) {
      return limitPerSecond * (FALL + (1 - FALL) * periods);
    }
    if (periods <= 2) {
      return limitPerSecond * (1 + BEYOND * (periods - 1));
    }
    double doublings = (periods - 2) * period / Math.min(period, DOUBLING_SECONDS_MAX);
    return limitPerSecond * (1 + BEYOND) * Math.pow(2, doublings);
  }

  /// Says whether the lesson is so old that it limits nothing.
  public boolean isOver(Duration age) {
    return perSecond(age) >= UNLIMITED;
  }
}
