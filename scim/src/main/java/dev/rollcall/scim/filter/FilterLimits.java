package dev.rollcall.scim.filter;

/// Bounds on the filters that are read, so that no text makes an evaluation dear.
///
/// @param charsMax the longest text
/// @param depthMax the deepest nesting of parentheses and brackets
/// @param nodesMax the most comparisons, presence tests, value paths and negations together
public record FilterLimits(int charsMax, int depthMax, int nodesMax) {

  /// What a client may send.
  public static final FilterLimits CLIENT = new FilterLimits(2048, 8, 32);
}
