package dev.rollcall.projection.history.core;

import dev.rollcall.schemas.event.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request as the history keeps it, with its decision.
///
/// @param operation `create`, `replace`, `patch`, `delete`, or `unreadable`
public record RecordedRequest(
    String requestId,
    long seq,
    Instant recordedAt,
    String operation,
    Who who,
    Answer answer,
    Decision decision) {

  /// Who asked.
  public record Who(String credential, @Nullable String address, @Nullable String userAgent) {}

  /// How it was answered.
  public record Answer(int status, @Nullable String scimType, @Nullable String detail) {}
}
