package dev.rollcall.connector.database;

/// Locks keys of lanes before a statement changes them: in the order of their primary key, as all
/// do, so that no two of them wait for each other. A statement that just changes them locks them as
/// it comes by them.
public final class KeysInOrder {
  /// Of a statement that changes the keys `k` that are locked: which ones.
  public static final String THEM =
      """
       FROM keys WHERE k.target_id = keys.target_id AND k.resource_id = keys.resource_id
      """;

  private static final String ORDER = " ORDER BY k.target_id, k.resource_id FOR UPDATE OF k)\n";

  private KeysInOrder() {}

  /// Begins a statement with the keys that it changes, as `keys`. What it changes is named by
  /// [THEM].
  ///
  /// @param condition which rows of `connector.lane_key`, called `k`
  public static String locked(String condition) {
    return joined("", "", condition);
  }

  /// The same with what is joined to them.
  ///
  /// @param more columns that `keys` has besides, each behind a comma
  /// @param joins what `k` is joined to
  public static String joined(String more, String joins, String condition) {
    return "WITH " + among(more, joins, condition);
  }

  /// The same behind other parts of a `WITH`.
  public static String among(String more, String joins, String condition) {
    return "keys AS (SELECT k.target_id, k.resource_id"
        + more
        + " FROM connector.lane_key k "
        + joins
        + " WHERE "
        + condition
        + ORDER;
  }
}
