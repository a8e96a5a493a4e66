package dev.rollcall.projection.postgres;

import dev.rollcall.projection.trouble.StoreUnavailableException;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolShutdownException;

/// Sorts what goes wrong while reading into what passes and what is a defect of ours.
final class ReadTrouble {
  /// A statement that cannot be right, or data that it cannot take.
  private static final Set<String> DEFECTS = Set.of("22", "42");

  /// The tables are not there: the migration has yet to run.
  private static final Set<String> NOT_MIGRATED = Set.of("42P01", "3F000", "42703");

  private ReadTrouble() {}

  static Throwable classify(Throwable trouble) {
    return switch (trouble) {
      case R2dbcException e -> ofDriver(e);
      case TimeoutException _,
          PoolAcquirePendingLimitException _,
          PoolShutdownException _,
          IOException _ ->
          new StoreUnavailableException("PostgreSQL does not answer in time", trouble);
      case Throwable other -> other;
    };
  }

  private static Throwable ofDriver(R2dbcException e) {
    String state = e.getSqlState() == null ? "" : e.getSqlState();
    boolean defect =
        e instanceof R2dbcBadGrammarException
            || (state.length() == 5 && DEFECTS.contains(state.substring(0, 2)));
    return defect && !NOT_MIGRATED.contains(state)
        ? e
        : new StoreUnavailableException(
            "PostgreSQL does not serve (SQLSTATE " + (state.isEmpty() ? "none" : state) + ")", e);
  }
}
