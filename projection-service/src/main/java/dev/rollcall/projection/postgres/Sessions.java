package dev.rollcall.projection.postgres;

import dev.rollcall.process.OwnTables;
import dev.rollcall.projection.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/// Opens JDBC sessions for threads that write, one each.
public final class Sessions {
  private static final int SOCKET_TIMEOUT_SECONDS = 20;

  /// One statement of long work: an index over a table of tens of millions of rows.
  private static final int LONG_WORK_SECONDS_MAX = 3_600;

  private static final int CONNECT_TIMEOUT_SECONDS = 3;
  private static final int STATEMENTS_CACHED = 256;

  /// A frozen owner must not hold a takeover, so the server ends its transaction by itself. The
  /// planner's choices are off because every statement here is a lookup by key: a generic plan made
  /// while a table was empty would otherwise read all of it later.
  private static final String OPTIONS =
      String.join(
          " ",
          "-c synchronous_commit=on",
          "-c idle_in_transaction_session_timeout=2s",
          "-c statement_timeout=15s",
          "-c lock_timeout=3s",
          "-c tcp_keepalives_idle=5",
          "-c tcp_keepalives_interval=2",
          "-c tcp_keepalives_count=3",
          "-c plan_cache_mode=force_generic_plan",
          "-c enable_seqscan=off",
          "-c enable_hashjoin=off",
          "-c enable_mergejoin=off",
          "-c jit=off",
          "-c timezone=UTC");

  /// Whole tables are read, and indexes are made. What is folded anew is folded once more where it
  /// is lost, so that nothing waits for the disk. Who holds the deciders up and freezes is thrown
  /// out.
  private static final String LONG_WORK_OPTIONS =
      String.join(
          " ",
          "-c synchronous_commit=off",
          "-c idle_in_transaction_session_timeout=5s",
          "-c lock_timeout=5s",
          "-c plan_cache_mode=force_generic_plan",
          "-c enable_seqscan=off",
          "-c enable_hashjoin=off",
          "-c enable_mergejoin=off",
          "-c jit=off",
          "-c maintenance_work_mem=256MB",
          "-c timezone=UTC");

  private final String url;
  private final Properties properties;

  /// Sessions for deciding.
  public Sessions(Settings.Postgres settings) {
    this(settings, OPTIONS, SOCKET_TIMEOUT_SECONDS);
  }

  private Sessions(Settings.Postgres settings, String options, int answerSecondsMax) {
    url = url(settings);
    properties = properties(settings);
    properties.setProperty("options", options);
    properties.setProperty("socketTimeout", Integer.toString(answerSecondsMax));
    // Named statements from the first use on: the loop runs the same few for ever.
    properties.setProperty("prepareThreshold", "1");
    properties.setProperty("preparedStatementCacheQueries", Integer.toString(STATEMENTS_CACHED));
  }

  /// Sessions for work whose statements may take long.
  public static Sessions forLongWork(Settings.Postgres settings) {
    return new Sessions(settings, LONG_WORK_OPTIONS, LONG_WORK_SECONDS_MAX);
  }

  /// Opens a session with auto-commit on.
  public Connection open() throws SQLException {
    return DriverManager.getConnection(url, properties);
  }

  /// Says what is wrong with a server, or nothing.
  ///
  /// @param lost is run where the server has the service's tables no more
  public static Optional<String> probe(
      Settings.Postgres settings, OwnTables tables, Runnable lost) {
    try (Connection session = DriverManager.getConnection(url(settings), properties(settings))) {
      session.setNetworkTimeout(Runnable::run, CONNECT_TIMEOUT_SECONDS * 1_000);
      if (!tables.areThere(session)) {
        lost.run();
      }
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(
          "PostgreSQL does not answer at "
              + settings.host()
              + ":"
              + settings.port()
              + " (SQLSTATE "
              + e.getSQLState()
              + ")");
    }
  }

  /// The JDBC address of a database.
  public static String url(Settings.Postgres settings) {
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(settings.host(), settings.port(), settings.database());
  }

  private static Properties properties(Settings.Postgres settings) {
    var properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    properties.setProperty("ApplicationName", "rollcall-projection");
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_SECONDS));
    properties.setProperty("loginTimeout", Integer.toString(CONNECT_TIMEOUT_SECONDS));
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }
}
