package dev.rollcall.connector.mapping.jsonata;

/// Ends an evaluation that went beyond a limit. The language has no way to catch it.
final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param why a sentence without values
  Stopped(String why) {
    super(why, null, false, false);
  }
}
