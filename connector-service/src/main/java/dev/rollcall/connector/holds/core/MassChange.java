package dev.rollcall.connector.holds.core;

/// From when on an act that takes people away from a target waits for a person: more than a share
/// of those who have an account there, or more than a number, whichever is less.
///
/// One person alone is never a mass, however few there are.
///
/// @param percent of the people who have an account at the target
/// @param people a number of people
public record MassChange(int percent, int people) {
  /// More than 5 % or more than 50 people.
  public static final MassChange STANDARD = new MassChange(5, 50);

  /// Nothing ever waits.
  public static final MassChange OFF = new MassChange(100, Integer.MAX_VALUE);

  private static final int ALL = 100;
  private static final int ALONE = 1;

  /// Says whether an act waits.
  ///
  /// @param leavers how many people it would deactivate or delete
  /// @param linked how many people have an account at the target
  public boolean isMass(long leavers, long linked) {
    return leavers > ALONE && (leavers > people || leavers * ALL > percent * linked);
  }

  /// Says whether anything can ever wait.
  public boolean isOff() {
    return equals(OFF);
  }

  /// Says what an act would do, for whoever decides about it.
  public String sentence(Tally tally, long linked) {
    return "%d people would be deactivated and %d deleted, of %d who have an account; more than %d %% or %d people wait for a decision"
        .formatted(tally.deactivations(), tally.deletions(), linked, percent, people);
  }
}
