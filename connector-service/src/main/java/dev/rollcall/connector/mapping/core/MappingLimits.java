package dev.rollcall.connector.mapping.core;

/// How far a mapping may go. There is no clock among them: what is counted is the same on every
/// machine, so that a mapping that works today works on a slower machine and in a replay.
///
/// @param textCharsMax the longest mapping
/// @param nestingMax brackets inside brackets in its text
/// @param depthMax expressions inside expressions while it is evaluated
/// @param effortMax evaluated expressions and the values that they gave, all together
/// @param valueCharsMax the longest text that an expression may give; no shorter than a text that a
///   client may store
/// @param valuesMax values in one array or object that an expression may give, all levels together
public record MappingLimits(
    int textCharsMax,
    int nestingMax,
    int depthMax,
    int effortMax,
    int valueCharsMax,
    int valuesMax) {

  /// The limits in production. The whole effort takes a fraction of a second.
  public static final MappingLimits STANDARD =
      new MappingLimits(16 * 1024, 32, 100, 500_000, 64 * 1024, 5_000);
}
