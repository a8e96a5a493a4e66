package dev.rollcall.connector.operations.core;

import java.time.Duration;

/// Times and numbers as people say them.
public final class Spoken {
  private static final long SECOND_MILLIS = 1000;

  private Spoken() {}

  /// Returns a length of time in its two largest units, such as `2 h 5 min`.
  public static String of(Duration duration) {
    if (duration.toMillis() < SECOND_MILLIS) {
      return Math.max(0, duration.toMillis()) + " ms";
    }
    if (duration.toMinutes() == 0) {
      return duration.toSeconds() + " s";
    }
    if (duration.toHours() == 0) {
      return two(duration.toMinutes() + " min", duration.toSecondsPart(), " s");
    }
    if (duration.toDays() == 0) {
      return two(duration.toHours() + " h", duration.toMinutesPart(), " min");
    }
    return two(duration.toDays() + " d", duration.toHoursPart(), " h");
  }

  private static String two(String larger, int part, String unit) {
    return part == 0 ? larger : larger + " " + part + unit;
  }

  /// Returns a number with its noun, such as `1 person` and `3 people`.
  public static String count(long number, String one, String many) {
    return number == 1 ? "1 " + one : number + " " + many;
  }
}
