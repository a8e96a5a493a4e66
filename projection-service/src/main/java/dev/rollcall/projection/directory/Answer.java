package dev.rollcall.projection.directory;

import dev.rollcall.scim.ScimError;
import org.jspecify.annotations.Nullable;

/// What a reader is told.
public sealed interface Answer {

  /// One resource; `shown` has exactly one.
  record One(long version, Shown shown) implements Answer {}

  /// The client has this version already.
  record NotModified(long version) implements Answer {}

  /// One page of a list.
  ///
  /// @param startIndex null for a page of a walk by cursors
  /// @param nextCursor where the walk goes on; null on its last page and on pages by index
  record Page(
      long totalResults, @Nullable Long startIndex, @Nullable String nextCursor, Shown shown)
      implements Answer {}

  /// A refusal.
  record Refused(ScimError error) implements Answer {}
}
