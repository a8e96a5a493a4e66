package dev.rollcall.e2e.crash.cluster;

/// How a line is. Bytes that are held are late and not lost, as in a network that comes back.
///
/// @param holdsUp what the client sends does not arrive
/// @param holdsDown what the server sends does not arrive
/// @param delayMillis how much later everything arrives
/// @param pieceBytes the largest piece that arrives at once
public record Weather(boolean holdsUp, boolean holdsDown, int delayMillis, int pieceBytes) {
  private static final int WHOLE = 64 * 1024;

  /// Nothing is in the way.
  public static final Weather FAIR = new Weather(false, false, 0, WHOLE);

  public static final Weather CUT_UP = new Weather(true, false, 0, WHOLE);
  public static final Weather CUT_DOWN = new Weather(false, true, 0, WHOLE);
  public static final Weather LATE = new Weather(false, false, 120, WHOLE);
  public static final Weather SLICED = new Weather(false, false, 0, 7);
}
