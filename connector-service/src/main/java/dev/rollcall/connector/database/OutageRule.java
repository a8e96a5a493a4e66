package dev.rollcall.connector.database;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolShutdownException;

/// Sorts what goes wrong with PostgreSQL. Only what passes by itself is an outage: a statement that
/// it refuses is refused again, and is a defect of ours.
final class OutageRule {
  /// Connections, credentials, rollbacks by the server, resources, locks, operators, the system
  /// (PostgreSQL, appendix A).
  private static final Set<String> OUTAGES = Set.of("08", "28", "40", "53", "55", "57", "58");

  private static final int CLASS = 2;

  private OutageRule() {}

  static boolean isOutage(Throwable trouble) {
    for (Throwable each = trouble; each != null; each = each.getCause()) {
      if (each instanceof R2dbcException said) {
        return said instanceof R2dbcTransientException || isOutage(said.getSqlState());
      }
      if (each instanceof IOException
          || each instanceof TimeoutException
          || each instanceof PoolAcquirePendingLimitException
          || each instanceof PoolShutdownException) {
        return true;
      }
    }
    return false;
  }

  /// A driver that lost its server has no code to tell.
  private static boolean isOutage(@Nullable String sqlState) {
    return sqlState == null
        || sqlState.length() < CLASS
        || OUTAGES.contains(sqlState.substring(0, CLASS));
  }
}
