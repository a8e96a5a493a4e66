package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Until when a target wants no call, as this process knows it.
final class Standstill {
  /// How long a pause holds here that PostgreSQL does not know: whoever heard of it may have failed
  /// to store it, and what is not stored nobody sees and nobody can lift.
  static final Duration UNSTORED_MAX = Duration.ofMinutes(1);

  private static final Set<FailureKind> MAY_ASK =
      EnumSet.of(FailureKind.THROTTLED, FailureKind.UNREACHABLE, FailureKind.SERVER_ERROR);

  private final LongSupplier nanos;
  private long until;
  private long heardAt;
  private @Nullable Known known;

  Standstill() {
    this(System::nanoTime);
  }

  /// @param nanos a clock that only tells lengths of time
  Standstill(LongSupplier nanos) {
    this.nanos = nanos;
    this.until = nanos.getAsLong();
    this.heardAt = until;
  }

  /// What PostgreSQL said of pauses that persons have lifted.
  ///
  /// @param liftedAt when the last one was lifted, or null
  private record Known(@Nullable Instant liftedAt) {
    /// Says whether a pause was lifted since something else was read.
    boolean isBehind(@Nullable Instant read) {
      return liftedAt != null && (read == null || read.isBefore(liftedAt));
    }
  }

  /// The pause that a target asks for by a 429, or what gives out the tokens for it by any answer,
  /// cut where it is longer than any; zero where neither asks for one. What it asks for by a fault
  /// may be about one resource.
  static Duration asked(Answer answer, Duration longest) {
    return answer instanceof Answer.Failed(var failure)
            && failure.kind() != FailureKind.SERVER_ERROR
        ? asked(failure, longest)
        : Duration.ZERO;
  }

  /// The same of a failure, also of a fault.
  static Duration asked(Failure failure, Duration longest) {
    Duration wait = failure.retryAfter();
    return wait != null && MAY_ASK.contains(failure.kind())
        ? wait.compareTo(longest) > 0 ? longest : wait
        : Duration.ZERO;
  }

  /// How long it is to its end; not positive where it is over.
  synchronized Duration left() {
    return Duration.ofNanos(until - nanos.getAsLong());
  }

  /// Says whether PostgreSQL is worth asking although nobody wants to call: before it was ever
  /// asked, and while a pause lasts that somebody may lift at another instance.
  synchronized boolean mustLook() {
    return known == null || left().isPositive();
  }

  /// Notes a pause.
  ///
  /// @return whether it is longer than what was known
  synchronized boolean heard(Duration wait) {
    long now = nanos.getAsLong();
    long then = now + wait.toNanos();
    if (!wait.isPositive() || then - until <= 0) {
      return false;
    }
    until = then;
    heardAt = now;
    return true;
  }

  /// Notes what PostgreSQL says. What this process has heard by itself may not be stored yet, and
  /// holds for a while; but not where a pause was lifted since. What was read before that comes too
  /// late to be believed.
  ///
  /// @return whether another end is known by it
  synchronized boolean told(LaneRates.Pause pause) {
    Known before = known;
    if (before != null && before.isBehind(pause.liftedAt())) {
      return false;
    }
    known = new Known(pause.liftedAt());
    boolean lifted = before != null && !Objects.equals(before.liftedAt(), pause.liftedAt());
    long now = nanos.getAsLong();
    if (!lifted && now - heardAt < UNSTORED_MAX.toNanos()) {
      return heard(pause.left());
    }
    long then = now + pause.left().toNanos();
    boolean other = then != until;
    until = then;
    return other;
  }
}
