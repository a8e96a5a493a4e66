package dev.rollcall.connector.delivery.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a failed attempt means for its lane key and for its target.
public sealed interface Verdict {

  /// Until when the target wants no call, or null where it takes them.
  default @Nullable Instant pausedUntil() {
    return null;
  }

  /// Try again later.
  ///
  /// @param attempt how many attempts have failed by now
  record RetryScheduled(int attempt, Instant dueAt, FailureKind reason) implements Verdict {}

  /// Trying again is of no use, or was tried long enough.
  ///
  /// @param pausedUntil until when the target wants no call besides, or null
  record Parked(int attempt, FailureKind reason, @Nullable Instant pausedUntil) implements Verdict {
    Parked(int attempt, FailureKind reason) {
      this(attempt, reason, null);
    }
  }

  /// The target wants no call before this time; the attempt does not count.
  record TargetPaused(Instant until, FailureKind reason) implements Verdict {
    @Override
    public Instant pausedUntil() {
      return until;
    }
  }

  /// The target wants no call at all until its owner says so.
  record TargetDisabled(FailureKind reason) implements Verdict {}
}
