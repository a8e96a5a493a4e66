package dev.rollcall.scim.filter;

/// Leaves the recursive descent at the first thing that cannot be read. It never leaves this
/// package: [FilterParser] turns it into a refusal at its door.
final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param at the offset in the text, from 0
  /// @param problem a clause without its full stop
  Unreadable(int at, String problem) {
    super(problem + " (column " + (at + 1) + ").", null, false, false);
  }

  /// The sentence for the client.
  String sentence() {
    return String.valueOf(getMessage());
  }
}
