package dev.rollcall.connector.reconciliation.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.reconciliation.RunStore.UnavailableException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcTransientException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Tries once more, some times, what PostgreSQL refuses for the moment: a lock that two wait for, a
/// connection that is gone, a server that is started again. Anything else is no better the next
/// time.
record Patience(int triesMax, Duration pause) {
  /// Connections, rollbacks by the server, resources, locks, operators, the system (PostgreSQL,
  /// appendix A).
  private static final Set<String> FOR_NOW = Set.of("08", "40", "53", "55", "57", "58");

  private static final int CLASS = 2;

  static Patience of(Limits.Reconciling limits) {
    return new Patience(limits.storeTriesMax(), limits.storePause());
  }

  <T> Mono<T> with(Mono<T> work) {
    return work.retryWhen(
            Retry.backoff(triesMax, pause)
                .filter(Patience::isForNow)
                .onRetryExhaustedThrow((_, signal) -> signal.failure()))
        .onErrorMap(Patience::isForNow, UnavailableException::new);
  }

  private static boolean isForNow(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof R2dbcException refused) {
        return refused instanceof R2dbcTransientException || isForNow(refused.getSqlState());
      }
    }
    return false;
  }

  /// A driver that lost its server has no code to tell.
  private static boolean isForNow(@Nullable String sqlState) {
    return sqlState == null
        || sqlState.length() < CLASS
        || FOR_NOW.contains(sqlState.substring(0, CLASS));
  }
}
