package dev.rollcall.e2e.crash.core;

import java.time.Duration;
import java.time.Instant;

/// One request of a client and what it was told.
///
/// @param id unique in a run; it travels as `User-Agent`, and so the log says which call a record
///   is of
/// @param door the ingress that was asked
public record Call(
    String id, String tenant, String door, Asked asked, Told told, Instant began, Instant ended) {

  /// How long the client waited.
  public Duration took() {
    return Duration.between(began, ended);
  }
}
