package dev.rollcall.projection.postgres;

import dev.rollcall.projection.trouble.StoreUnavailableException;
import dev.rollcall.projection.trouble.UnstorableException;
import java.sql.SQLException;
import java.util.Set;

/// Sorts SQL trouble into what passes and what does not, by the class of the SQLSTATE.
public final class SqlTrouble {
  /// Data exceptions, integrity violations, program limits. Everything else passes or needs an
  /// operator, and must never cost a request: a missing table is no reason to quarantine.
  private static final Set<String> DEFECTS = Set.of("22", "23", "54");

  private SqlTrouble() {}

  /// Returns the exception to throw. Its message has no data in it: the server's would.
  public static RuntimeException classify(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    boolean defect = state.length() == 5 && DEFECTS.contains(state.substring(0, 2));
    return defect
        ? new UnstorableException("PostgreSQL refused the data (SQLSTATE " + state + ")", e)
        : new StoreUnavailableException(
            "PostgreSQL does not serve (SQLSTATE " + (state.isEmpty() ? "none" : state) + ")", e);
  }
}
