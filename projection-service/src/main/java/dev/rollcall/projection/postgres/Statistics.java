package dev.rollcall.projection.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what the planner knows of the directory's tables true. The server's own autovacuum looks
/// at a database once a minute: until then a directory that was just loaded in bulk seems to have a
/// row or none, every index seems as good as the right one, and each lookup may read all of it.
public final class Statistics implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Statistics.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /// The server's own rule with its own numbers would be met as well, only later.
  private static final String STALE =
      """
      SELECT c.relname FROM pg_class c
      WHERE c.relnamespace = to_regnamespace('proj_v1') AND c.relkind = 'r'
        AND pg_stat_get_mod_since_analyze(c.oid) > 500 + 0.1 * greatest(c.reltuples, 0)
      ORDER BY 1\
      """;

  private final Sessions sessions;
  private volatile boolean closed;

  /// @param sessions for work whose statements may take long
  public Statistics(Sessions sessions) {
    this.sessions = sessions;
  }

  /// Asks it to end; it does when it is woken and no statement is under way.
  public void close() {
    closed = true;
  }

  @Override
  public void run() {
    while (!closed) {
      try {
        refresh();
      } catch (SQLException e) {
        // Who writes and who reads says that the server is away.
        log.debug("The statistics were not looked at", e);
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  private void refresh() throws SQLException {
    try (Connection session = sessions.open();
        Statement statement = session.createStatement()) {
      for (String table : stale(statement)) {
        // Whoever else is at it, the server or another instance, does the same.
        statement.execute("ANALYZE (SKIP_LOCKED) proj_v1." + table);
        log.info("The planner knows again what {} holds", table);
      }
    }
  }

  private static List<String> stale(Statement statement) throws SQLException {
    var tables = new ArrayList<String>();
    try (ResultSet row = statement.executeQuery(STALE)) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    return tables;
  }
}
