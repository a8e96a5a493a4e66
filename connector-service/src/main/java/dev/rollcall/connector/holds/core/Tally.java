package dev.rollcall.connector.holds.core;

/// How many would lose something by an act.
///
/// @param deactivations people who would be deactivated
/// @param deletions people who would be deleted
/// @param groups groups that would be deleted
public record Tally(int deactivations, int deletions, int groups) {
  /// Nobody.
  public static final Tally NONE = new Tally(0, 0, 0);

  /// Returns how many people would leave.
  public int people() {
    return deactivations + deletions;
  }

  /// Returns both together.
  public Tally plus(Tally other) {
    return new Tally(
        deactivations + other.deactivations, deletions + other.deletions, groups + other.groups);
  }
}
