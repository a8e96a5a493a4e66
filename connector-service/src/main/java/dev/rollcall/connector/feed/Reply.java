package dev.rollcall.connector.feed;

/// What a consumer is answered.
///
/// @param <T> what it gets where all is well
public sealed interface Reply<T> {
  /// All is well.
  record Good<T>(T it) implements Reply<T> {}

  /// The tenant has no target of this name with a feed.
  record NoFeed<T>() implements Reply<T> {}

  /// The cursor is none of this feed's.
  record Unknown<T>() implements Reply<T> {}

  /// What followed is kept no more.
  record Gone<T>() implements Reply<T> {}

  /// The tenant has as many requests open as it may.
  record Busy<T>() implements Reply<T> {}
}
