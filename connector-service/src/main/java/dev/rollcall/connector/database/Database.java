package dev.rollcall.connector.database;

import dev.rollcall.connector.Settings;
import dev.rollcall.connector.operations.HealthPart;
import dev.rollcall.connector.operations.Outages;
import dev.rollcall.process.BrokenProcess;
import dev.rollcall.process.OwnTables;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/// PostgreSQL for all features. It migrates by itself as soon as the server answers, and the
/// service stays up until then.
public final class Database implements SmartLifecycle, HealthPart, Outages {
  /// How long the server works on a statement.
  public static final Duration STATEMENT_MAX = Duration.ofSeconds(60);

  private static final Logger log = LoggerFactory.getLogger(Database.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /// Who freezes in the middle of a transaction is thrown out by the server, so that the process
  /// that takes over does not wait for the rows it had locked. Nothing is waited for in a
  /// transaction here.
  private static final String STANDSTILL_MAX = "5s";

  private static final String DURABLE = "on";
  private static final String RELAXED = "off";

  private final Settings.Postgres where;
  private final ConnectionPool durablePool;
  private final ConnectionPool relaxedPool;
  private final CountDownLatch migrated = new CountDownLatch(1);
  private volatile boolean running;
  private volatile String trouble = "PostgreSQL has not answered yet";

  public Database(Settings.Postgres where, int connectionsMax) {
    this.where = where;
    this.durablePool = pool("durable", DURABLE, connectionsMax);
    this.relaxedPool = pool("relaxed", RELAXED, connectionsMax);
  }

  /// What is committed here survives a crash of PostgreSQL.
  public DatabaseClient durable() {
    return DatabaseClient.create(durablePool);
  }

  /// Runs a chain of statements on [#durable] in one transaction.
  public TransactionalOperator transaction() {
    return TransactionalOperator.create(new R2dbcTransactionManager(durablePool));
  }

  /// What is committed here may be lost if PostgreSQL crashes within the next moment. It is for
  /// what is found out again: leases, and whatever is folded from the log together with the
  /// position. It saves the wait for the disk on the way from a decision to the target.
  public DatabaseClient relaxed() {
    return DatabaseClient.create(relaxedPool);
  }

  /// Blocking sessions with the same promise as [#relaxed], for the thread that folds.
  public DataSource relaxedSessions() {
    return source(RELAXED, withStandstill());
  }

  /// Blocking sessions with the same promise as [#durable].
  public DataSource durableSessions() {
    return source(DURABLE, withStandstill());
  }

  /// Waits until the tables are there.
  public void awaitMigrated() throws InterruptedException {
    migrated.await();
  }

  /// Says whether the tables are there.
  public boolean isMigrated() {
    return migrated.getCount() == 0;
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public Optional<String> trouble() {
    return isMigrated() ? Optional.empty() : Optional.of(trouble);
  }

  /// Before the tables are there nothing can be asked, whatever becomes of it.
  @Override
  public boolean isBehind(Throwable problem) {
    return !isMigrated() || OutageRule.isOutage(problem);
  }

  @Override
  public void start() {
    running = true;
    Thread.ofPlatform()
        .daemon()
        .name("migrate")
        .start(BrokenProcess.guarding(log, "Migration", this::migrate));
  }

  @Override
  public void stop() {
    running = false;
    durablePool.dispose();
    relaxedPool.dispose();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Opened first and closed last.
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }

  private void migrate() {
    while (running && !isMigrated()) {
      try {
        Flyway.configure()
            // Holds one session still in a transaction, for the lock, while another one migrates.
            .dataSource(source(DURABLE, ""))
            .locations("classpath:db/connector")
            .table("flyway_connector")
            .defaultSchema("connector")
            .createSchemas(true)
            .load()
            .migrate();
        migrated.countDown();
        log.info("The connector's tables are up to date");
        watch();
      } catch (FlywayException e) {
        retryLater(e);
      }
    }
  }

  /// Nobody here would make the tables of a database anew that was emptied.
  private void watch() {
    var tables = new OwnTables("connector.flyway_connector");
    DataSource sessions = source(DURABLE, "");
    while (running) {
      try (Connection session = sessions.getConnection()) {
        if (!tables.areThere(session)) {
          BrokenProcess.end(log, tables);
        }
      } catch (SQLException e) {
        log.debug("Whoever works with the database says that it does not serve", e);
      }
      await(LOOK);
    }
  }

  private void retryLater(FlywayException e) {
    String said = "PostgreSQL cannot be used yet: " + e.getClass().getSimpleName();
    if (!said.equals(trouble)) {
      log.warn("{} at {}; trying again every second", said, where, e);
    }
    trouble = said;
    await(RETRY);
  }

  private void await(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  private static String withStandstill() {
    return " -c idle_in_transaction_session_timeout=" + STANDSTILL_MAX;
  }

  private DataSource source(String synchronousCommit, String options) {
    var properties = new Properties();
    properties.setProperty("ApplicationName", "rollcall-connector");
    properties.setProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
    properties.setProperty("socketTimeout", Long.toString(STATEMENT_MAX.toSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("options", "-c synchronous_commit=" + synchronousCommit + options);
    var source =
        new DriverManagerDataSource(
            "jdbc:postgresql://%s:%d/%s".formatted(where.host(), where.port(), where.database()),
            where.user(),
            where.password());
    source.setConnectionProperties(properties);
    return source;
  }

  private ConnectionPool pool(String name, String synchronousCommit, int size) {
    var configuration =
        PostgresqlConnectionConfiguration.builder()
            .host(where.host())
            .port(where.port())
            .database(where.database())
            .username(where.user())
            .password(where.password())
            .applicationName("rollcall-connector-" + name)
            .connectTimeout(CONNECT)
            .tcpKeepAlive(true)
            .statementTimeout(STATEMENT_MAX)
            .options(
                Map.of(
                    "synchronous_commit",
                    synchronousCommit,
                    "idle_in_transaction_session_timeout",
                    STANDSTILL_MAX))
            .build();
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(new PostgresqlConnectionFactory(configuration))
            .name("connector-" + name)
            .initialSize(0)
            .maxSize(size)
            .maxAcquireTime(CONNECT)
            .maxIdleTime(Duration.ofMinutes(5))
            .validationQuery("SELECT 1")
            .build());
  }
}
