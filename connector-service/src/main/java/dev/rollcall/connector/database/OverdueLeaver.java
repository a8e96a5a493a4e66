package dev.rollcall.connector.database;

/// Who of `connector.leaver`, called `n`, should have been out of a target by now.
public final class OverdueLeaver {
  /// Whoever is on again left long ago. `:alarm` is how long one may be in, in milliseconds.
  public static final String CONDITION =
      """
      (n.off_at IS NULL
        AND (n.cause = 'on_again' OR n.since < now() - :alarm * interval '1 millisecond'))
      """;

  private OverdueLeaver() {}
}
