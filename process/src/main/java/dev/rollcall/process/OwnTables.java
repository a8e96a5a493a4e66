package dev.rollcall.process;

import java.sql.Connection;
import java.sql.SQLException;

/// Whether the tables of a service are still those that it found when it started. A database that
/// was emptied or replaced under a running service has none, or others, and what the service has in
/// memory is about those that are gone. Belongs to one thread.
public final class OwnTables {
  private static final String IDENTITY = "SELECT coalesce(to_regclass(?)::oid::bigint, 0)";
  private static final long NONE = 0;

  private final String table;
  private long found = NONE;

  /// @param table one that is made when the database is, and never again
  public OwnTables(String table) {
    this.table = table;
  }

  /// Says whether they are there. What the first look finds counts.
  ///
  /// @param session of PostgreSQL, in the service's database
  /// @throws SQLException where PostgreSQL does not say so now
  public boolean areThere(Connection session) throws SQLException {
    try (var statement = session.prepareStatement(IDENTITY)) {
      statement.setString(1, table);
      try (var row = statement.executeQuery()) {
        row.next();
        long now = row.getLong(1);
        if (found == NONE) {
          found = now;
        }
        return now != NONE && now == found;
      }
    }
  }

  @Override
  public String toString() {
    return "The tables beside " + table + " are gone, or are others";
  }
}
