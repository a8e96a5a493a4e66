package dev.rollcall.projection.directory;

import dev.rollcall.scim.ScimError;

/// What a reader is told.
public sealed interface Answer {

  /// One resource; `shown` has exactly one.
  record One(long version, Shown shown) implements Answer {}

  /// The client has this version already.
  record NotModified(long version) implements Answer {}

  /// One page of a list.
  record Page(long totalResults, long startIndex, Shown shown) implements Answer {}

  /// A refusal.
  record Refused(ScimError error) implements Answer {}
}
