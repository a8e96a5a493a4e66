package dev.rollcall.e2e.crash.core;

import org.jspecify.annotations.Nullable;

/// What a client was told.
public sealed interface Told {

  /// A 2xx.
  ///
  /// @param id of the resource, where the answer names it
  /// @param version of the resource, 0 where the answer does not say
  record Ok(int status, String requestId, @Nullable String id, long version) implements Told {}

  /// A 4xx: nothing was done.
  record Refused(int status, String requestId) implements Told {}

  /// A 5xx, or no answer: it may have been done.
  ///
  /// @param requestId null where there was no answer
  /// @param nothingRecorded whether the answer said for certain that nothing was recorded
  record Unknown(String why, @Nullable String requestId, boolean nothingRecorded) implements Told {}
}
