package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.Hold;
import dev.rollcall.connector.delivery.core.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a worker leaves a key, if it leaves it.
public sealed interface Ending {

  /// Says whether the target was not asked for anything.
  default boolean asksNothing() {
    return switch (this) {
      case Postponed _, PutOff _, Held _, Kept _ -> true;
      case Ongoing _, Applied _, Waiting _, Yielded _, Stopped _ -> false;
    };
  }

  /// It goes on and keeps the lease.
  ///
  /// @param progressed whether the target did something that was asked, which ends a run of
  ///   failures whatever comes next
  record Ongoing(boolean progressed) implements Ending {}

  /// The target has everything that was asked.
  record Applied() implements Ending {}

  /// The target has everything that it can have now.
  ///
  /// @param why what the rest waits for, in words
  record Waiting(String why) implements Ending {}

  /// No call was made, because the target takes none yet; the key keeps its place.
  record Postponed() implements Ending {}

  /// No call was made, because the target takes none for this resource yet.
  ///
  /// @param why in words
  record PutOff(Duration pause, String why) implements Ending {}

  /// There is more to do, in another turn.
  record Yielded() implements Ending {}

  /// It would take something away, and the act that asked for it is held.
  ///
  /// @param hold the act
  record Held(Hold hold) implements Ending {}

  /// It would take something away, and a person has said no: it stays as it is.
  record Kept() implements Ending {}

  /// An attempt failed.
  ///
  /// @param firstFailedAt when the first attempt of this run of failures did
  /// @param succeeded how long ago the target last did what this process asked, or null where it
  ///   has not
  record Stopped(
      Verdict verdict, Failure failure, Instant firstFailedAt, @Nullable Duration succeeded)
      implements Ending {}
}
