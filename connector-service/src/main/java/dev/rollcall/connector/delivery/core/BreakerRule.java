package dev.rollcall.connector.delivery.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a target's breaker opens, and for how long.
///
/// One resource that always fails must not stop the others, so that failures count by the number of
/// different resources that failed since the last success. Wrong credentials concern all at once.
///
/// @param failingKeysMin how many different resources must fail in a row
/// @param openFirst how long the breaker stays open the first time
/// @param openMax how long at most; the time doubles with each probe that fails
public record BreakerRule(int failingKeysMin, Duration openFirst, Duration openMax) {
  /// Three resources; 15 s, 30 s, 1 m, 2 m, 5 m.
  public static final BreakerRule STANDARD =
      new BreakerRule(3, Duration.ofSeconds(15), Duration.ofMinutes(5));

  /// A target's run of failures.
  ///
  /// @param state how the breaker stands now
  /// @param openings how often it opened since the last success
  /// @param failingKeys how many different resources failed since the last success
  public record Run(State state, int openings, int failingKeys) {}

  /// How a breaker stands.
  public enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  /// Returns since when failures count. What failed before a success tells nothing any more, also
  /// where the success had begun before and took back nothing of it.
  ///
  /// @param failingSince when the first failure since the last recovery was noted
  /// @param succeededAt when the target last did what was asked, or null where that is not known
  public static Instant countsSince(Instant failingSince, @Nullable Instant succeededAt) {
    return succeededAt != null && succeededAt.isAfter(failingSince) ? succeededAt : failingSince;
  }

  /// Returns until when the breaker is open after a failure, or empty where it stays as it is.
  /// Calls that were under way when it opened tell nothing new: they would double the wait once
  /// each.
  public Optional<Instant> openUntil(Run run, Failure failure, Instant now) {
    if (!failure.kind().isTargetTrouble() || run.state() == State.OPEN) {
      return Optional.empty();
    }
    boolean opens =
        run.state() == State.HALF_OPEN
            || failure.kind() == FailureKind.UNAUTHORIZED
            || run.failingKeys() >= failingKeysMin;
    return opens ? Optional.of(now.plus(openFor(run.openings()))) : Optional.empty();
  }

  private Duration openFor(int openings) {
    Duration wait = openFirst;
    for (int doubled = 0; doubled < openings && wait.compareTo(openMax) < 0; doubled++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(openMax) > 0 ? openMax : wait;
  }
}
