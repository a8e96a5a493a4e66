package dev.rollcall.e2e.crash.core;

import java.time.Duration;
import java.time.Instant;

/// One request of a client and what it was told, or one operation of a bulk request.
///
/// @param id unique in a run but for the operations of one bulk request, which have one; it travels
///   as `User-Agent`, and so the log says which call a record is of
/// @param operation the `bulkId` of an operation of a bulk request: unique in a run but for repeats
///   of the request, and empty for any other call
/// @param door the ingress that was asked
public record Call(
    String id,
    String operation,
    String tenant,
    String door,
    Asked asked,
    Told told,
    Instant began,
    Instant ended) {

  /// A call that is no part of a bulk request.
  public Call(
      String id, String tenant, String door, Asked asked, Told told, Instant began, Instant ended) {
    this(id, "", tenant, door, asked, told, began, ended);
  }

  /// How long the client waited.
  public Duration took() {
    return Duration.between(began, ended);
  }

  boolean isOperation() {
    return !operation.isEmpty();
  }

  /// What people call it.
  String name() {
    return isOperation() ? id + "/" + operation : id;
  }
}
