package dev.rollcall.connector.delivery.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A failed attempt.
///
/// @param status the HTTP status, or null where there was no answer
/// @param retryAfter how long the target asks us to stay away, or null where it does not
/// @param text what happened, redacted, for an administrator
public record Failure(
    FailureKind kind, @Nullable Integer status, @Nullable Duration retryAfter, String text) {

  /// A failure without an HTTP answer.
  public static Failure of(FailureKind kind, String text) {
    return new Failure(kind, null, null, text);
  }
}
