package dev.rollcall.connector.target;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.Reply.Answered;
import java.time.Clock;
import java.time.Duration;

/// Classifies answers that are no success, by HTTP status.
public final class Refusals {
  private final Clock clock;
  private final Redaction redaction;

  public Refusals(Clock clock, Redaction redaction) {
    this.clock = clock;
    this.redaction = redaction;
  }

  /// Returns the failure that an answer means.
  public Failure of(Answered answered) {
    Duration retryAfter =
        answered
            .header("retry-after")
            .flatMap(value -> RetryAfter.parse(value, clock.instant()))
            .orElse(null);
    return new Failure(
        kind(answered.status(), retryAfter != null),
        answered.status(),
        retryAfter,
        redaction.of(answered.body().bytes()));
  }

  private static FailureKind kind(int status, boolean asksForPause) {
    return switch (status) {
      case 401 -> FailureKind.UNAUTHORIZED;
      // Some say "too much" by 403.
      case 403 -> asksForPause ? FailureKind.THROTTLED : FailureKind.FORBIDDEN;
      case 404 -> FailureKind.VANISHED;
      case 408 -> FailureKind.SERVER_ERROR;
      case 409 -> FailureKind.CONFLICT;
      case 412 -> FailureKind.STALE;
      case 429 -> FailureKind.THROTTLED;
      default -> {
        if (status >= 500) {
          yield FailureKind.SERVER_ERROR;
        }
        if (status >= 400) {
          yield FailureKind.REFUSED;
        }
        yield status >= 300 ? FailureKind.REDIRECTED : FailureKind.UNUSABLE_ANSWER;
      }
    };
  }
}
