package dev.rollcall.connector.delivery;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Stores what the target has done already: a moment of trouble with PostgreSQL must not make us
/// forget it.
final class Storing {
  private static final int TRIES = 5;
  private static final Duration WAIT = Duration.ofMillis(200);

  private Storing() {}

  /// Tries again for a few seconds; but not where the lease is somebody else's by now.
  static <T> Mono<T> patiently(Mono<T> stored) {
    return stored.retryWhen(
        Retry.backoff(TRIES, WAIT)
            .filter(e -> !(e instanceof LeaseLostException))
            .onRetryExhaustedThrow((_, signal) -> signal.failure()));
  }
}
