package dev.rollcall.connector.replay.core;

import java.time.Duration;

/// How much of a replay is let go at once, and when the next may follow.
///
/// @param size how many
/// @param until how long until the next
public record Pace(int size, Duration until) {
  private static final int PAGES_A_SECOND = 4;
  private static final int SIZE_MAX = 500;
  private static final int UNDER_WAY_SECONDS = 2;
  private static final int UNDER_WAY_MIN = 20;
  private static final int UNDER_WAY_MAX = 2_000;

  /// Returns the pace for a rate.
  public static Pace of(int perSecond) {
    int size = Math.clamp(perSecond / PAGES_A_SECOND, 1, SIZE_MAX);
    return new Pace(size, Duration.ofMillis(Math.max(1, size * 1000L / perSecond)));
  }

  /// How many may be on their way before more are let go: a target that is slower than the rate
  /// keeps its own time, and whatever else is to be sent does not queue behind a replay. They are
  /// counted each time: more than a target takes between two looks are of no use.
  public static int underWayMax(int perSecond) {
    return Math.clamp((long) perSecond * UNDER_WAY_SECONDS, UNDER_WAY_MIN, UNDER_WAY_MAX);
  }
}
