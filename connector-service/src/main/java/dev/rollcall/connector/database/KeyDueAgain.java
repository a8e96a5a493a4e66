package dev.rollcall.connector.database;

/// What every statement that makes a key due again sets of it, whoever has a reason: the log, a
/// configuration, a member, a replay. In each the row of `connector.lane_key` is called `k`.
public final class KeyDueAgain {
  /// Whoever is under way keeps its schedule. What was parked, taken off the list, held back or
  /// done has the whole schedule before it: it is not the same any more that failed then, and what
  /// has been parked for longer than a schedule lasts would be parked again by the first fault.
  public static final String SCHEDULE =
      scheduleWhere("k.state NOT IN ('waiting', 'working', 'failing')");

  /// The same, with a number that tells a worker that there is more. Who is due waits for nobody.
  public static final String SET = "generation = k.generation + 1, waits_for = NULL, " + SCHEDULE;

  private KeyDueAgain() {}

  /// Gives keys the whole schedule.
  ///
  /// @param condition which ones
  public static String scheduleWhere(String condition) {
    return """
    attempt = CASE WHEN %1$s THEN 0 ELSE k.attempt END,
    first_failed_at = CASE WHEN %1$s THEN NULL ELSE k.first_failed_at END,
    """
        .formatted(condition);
  }
}
