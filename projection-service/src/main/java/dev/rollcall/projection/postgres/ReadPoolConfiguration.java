package dev.rollcall.projection.postgres;

import dev.rollcall.projection.ReadLimits;
import dev.rollcall.projection.Settings;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The sessions that queries use. None is opened before it is needed, and a broken one is replaced:
/// the service starts without PostgreSQL, and goes on when it comes back.
@Configuration(proxyBeanMethods = false)
class ReadPoolConfiguration {
  private static final Duration IDLE_MAX = Duration.ofMinutes(2);
  private static final Duration LIFE_MAX = Duration.ofMinutes(30);

  /// A statement that a session has seen some times keeps its plan, because planning a lookup costs
  /// more than running it. Without scans of whole tables, a plan that was made while a table was
  /// small is still good when it has grown; where there is no index, there is a scan all the same.
  private static final Map<String, String> OPTIONS =
      Map.of(
          "enable_seqscan", "off",
          "default_transaction_read_only", "on",
          "max_parallel_workers_per_gather", "0",
          "jit", "off");

  @Bean
  ReadLimits readLimits() {
    return ReadLimits.STANDARD;
  }

  @Bean(destroyMethod = "dispose")
  ConnectionPool readPool(Settings settings, ReadLimits limits) {
    return pool(settings.postgres(), limits);
  }

  @Bean
  ReadSessions readSessions(ConnectionPool pool, ReadLimits limits) {
    return new ReadSessions(pool, limits);
  }

  static ConnectionPool pool(Settings.Postgres settings, ReadLimits limits) {
    var server =
        PostgresqlConnectionConfiguration.builder()
            .host(settings.host())
            .port(settings.port())
            .database(settings.database())
            .username(settings.user())
            .password(settings.password())
            .applicationName("rollcall-projection-reads")
            .connectTimeout(limits.sessionWaitMax())
            .statementTimeout(limits.statementMax())
            .preparedStatementCacheQueries(limits.statementsCached())
            .tcpKeepAlive(true)
            .options(OPTIONS)
            .build();
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(new PostgresqlConnectionFactory(server))
            .name("reads")
            .initialSize(0)
            .minIdle(0)
            .maxSize(limits.sessionsMax())
            .maxAcquireTime(limits.sessionWaitMax())
            .maxCreateConnectionTime(limits.sessionWaitMax())
            .maxIdleTime(IDLE_MAX)
            .maxLifeTime(LIFE_MAX)
            .customizer(pool -> pool.maxPendingAcquire(limits.waitingMax()))
            .build());
  }
}
