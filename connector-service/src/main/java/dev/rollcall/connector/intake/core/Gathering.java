package dev.rollcall.connector.intake.core;

import java.time.Duration;

/// How long intake lets decisions gather before it takes the next ones. A transaction costs much
/// the same for one decision and for twenty: where they come one behind the other, it is worth a
/// moment. A decision that comes alone waits for nothing, and neither does a backlog. Belongs to
/// one thread.
public final class Gathering {
  private final Rule rule;
  private final int recordsMax;
  private boolean begun;
  private long lastNanos;

  /// When to wait, and how long.
  ///
  /// @param busyWithin decisions that come so soon behind others make intake busy
  /// @param pause how long a busy intake waits
  public record Rule(Duration busyWithin, Duration pause) {
    /// What the service runs with.
    public static final Rule STANDARD = new Rule(Duration.ofMillis(20), Duration.ofMillis(5));
  }

  /// @param recordsMax how many decisions are taken at once; so many are a backlog
  public Gathering(Rule rule, int recordsMax) {
    this.rule = rule;
    this.recordsMax = recordsMax;
  }

  /// Says how long to wait now that decisions were taken.
  ///
  /// @param records how many
  /// @param nanos when, by [System#nanoTime]
  public Duration taken(int records, long nanos) {
    boolean busy = begun && nanos - lastNanos <= rule.busyWithin().toNanos();
    begun = true;
    lastNanos = nanos;
    return busy && records < recordsMax ? rule.pause() : Duration.ZERO;
  }
}
