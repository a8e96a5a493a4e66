package dev.rollcall.connector.parking.core;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far an act is. It begins once, goes on in pages, and ends once; what has ended stays as it
/// is.
///
/// @param total how many keys it concerns
/// @param done how many of them it changed
/// @param passed how many were not parked any more when their turn came
/// @param takenBack how many a cancellation put back
/// @param says why it ended otherwise than by being done, or null
public record ActCourse(
    State state, long total, long done, long passed, long takenBack, @Nullable String says) {
  /// Recorded, and nobody has begun.
  public static final ActCourse QUEUED = new ActCourse(State.QUEUED, 0, 0, 0, 0, null);

  /// Where an act stands.
  public enum State {
    QUEUED,
    RUNNING,
    DONE,
    CANCELLED,
    REFUSED;

    /// The stored name.
    public String logicalName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Reads a stored name.
    public static State of(String logicalName) {
      return valueOf(logicalName.toUpperCase(Locale.ROOT));
    }

    boolean hasEnded() {
      return this == DONE || this == CANCELLED || this == REFUSED;
    }
  }

  /// Whom it concerns is known now.
  ///
  /// @param absent how many of the keys that it names are not parked
  public ActCourse begun(long selected, long absent) {
    expect(State.QUEUED);
    return new ActCourse(
        selected == 0 ? State.DONE : State.RUNNING, selected + absent, 0, absent, 0, null);
  }

  /// A page was worked off.
  public ActCourse paged(long changed, long skipped) {
    expect(State.RUNNING);
    long nowDone = done + changed;
    long nowPassed = passed + skipped;
    return new ActCourse(
        nowDone + nowPassed >= total ? State.DONE : State.RUNNING,
        total,
        nowDone,
        nowPassed,
        0,
        null);
  }

  /// It was ended by another act.
  public ActCourse cancelled(long back) {
    if (state.hasEnded()) {
      throw new IllegalStateException("An act that is " + state + " has ended");
    }
    return new ActCourse(State.CANCELLED, total, done - back, passed, back, null);
  }

  /// It makes no sense, and nothing was changed.
  public ActCourse refused(String why) {
    expect(State.QUEUED);
    return new ActCourse(State.REFUSED, 0, 0, 0, 0, why);
  }

  /// An act that is carried out in one step is done with it.
  public ActCourse doneAtOnce(long number) {
    expect(State.QUEUED);
    return new ActCourse(State.DONE, number, number, 0, 0, null);
  }

  /// Says why it cannot be cancelled, or empty where it can.
  public Optional<String> whyNotCancelled(String kind) {
    if (kind.equals("cancel")) {
      return Optional.of("A cancellation cannot be cancelled.");
    }
    return state.hasEnded()
        ? Optional.of("The act has ended: it is " + state.logicalName() + ".")
        : Optional.empty();
  }

  private void expect(State expected) {
    if (state != expected) {
      throw new IllegalStateException("An act that is " + state + " is not " + expected);
    }
  }
}
