package dev.rollcall.connector.delivery.core;

import java.time.Duration;
import java.util.List;

/// When to try again.
///
/// @param steps the wait after the first failure, the second, and so on
/// @param then the wait after all further ones
/// @param giveUpAfter how long after the first failure a key is parked
/// @param jitter the part of a wait by which it is made longer or shorter
/// @param retryAfterMax the longest `Retry-After` that is honoured in full
public record RetrySchedule(
    List<Duration> steps,
    Duration then,
    Duration giveUpAfter,
    double jitter,
    Duration retryAfterMax) {
  /// The longest periods after which vendors give new quotas are months of the calendar. Whoever
  /// says more has said a point in time, or milliseconds, and would be left alone for years.
  public static final Duration RETRY_AFTER_MAX = Duration.ofDays(31);

  /// 5 s, 30 s, 2 m, 10 m, 30 m, 1 h, 2 h, then every 4 h up to 72 h, all within 20 %.
  public static final RetrySchedule STANDARD =
      new RetrySchedule(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofSeconds(30),
              Duration.ofMinutes(2),
              Duration.ofMinutes(10),
              Duration.ofMinutes(30),
              Duration.ofHours(1),
              Duration.ofHours(2)),
          Duration.ofHours(4),
          Duration.ofHours(72),
          0.2,
          RETRY_AFTER_MAX);

  public RetrySchedule {
    steps = List.copyOf(steps);
  }

  /// Says whether a pause is longer than any wait of the schedule, and so no part of it.
  public boolean isOutlastedBy(Duration pause) {
    return pause.compareTo(then) > 0;
  }

  /// Returns the wait after so many failures.
  ///
  /// @param random from -1 to 1
  Duration after(int failures, double random) {
    Duration wait = failures <= steps.size() ? steps.get(failures - 1) : then;
    return wait.plusMillis(Math.round(wait.toMillis() * jitter * random));
  }
}
