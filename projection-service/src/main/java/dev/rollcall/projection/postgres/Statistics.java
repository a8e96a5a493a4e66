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

  /// Tables that changed by 500 rows and a tenth: at once where that is more than there was, and
  /// twice a minute otherwise, because every session plans its statements anew behind it. The
  /// totals are read by their key, and are always few.
  private static final String STALE =
      """
      SELECT s.relname FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
      WHERE s.schemaname = 'proj_v1' AND s.relname <> 'resource_total'
        AND s.n_mod_since_analyze > 500 + 0.1 * greatest(c.reltuples, 0)
        AND (s.n_mod_since_analyze > c.reltuples
          OR coalesce(greatest(s.last_analyze, s.last_autoanalyze), '-infinity')
            < now() - interval '30 seconds')
      ORDER BY 1\
      """;

  private final Sessions sessions;
  private volatile boolean closed;

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
        analyze(statement, table);
      }
    }
  }

  private static void analyze(Statement statement, String table) {
    try {
      // Whoever else is at it, the server or another instance, does the same.
      statement.execute("ANALYZE (SKIP_LOCKED) proj_v1." + table);
    } catch (SQLException e) {
      log.debug("{} was not analyzed", table, e);
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
