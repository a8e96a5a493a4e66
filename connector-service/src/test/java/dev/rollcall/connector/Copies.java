package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testkit.BackingServers;
import dev.rollcall.testkit.Database;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/// A copy of a connector's database, as an operator has one. The connector must be stopped.
final class Copies {
  private static final String GROUP = "rollcall-connector";

  /// It is told every five seconds.
  private static final Duration TOLD_MAX = Duration.ofMinutes(1);

  private Copies() {}

  static void take(Database database) {
    leaveAlone(database.name(), database);
    execute(database, "CREATE DATABASE %1$s_copy TEMPLATE %1$s");
  }

  static void bringBack(Database database) {
    execute(database, "DROP DATABASE %s WITH (FORCE)");
    execute(database, "ALTER DATABASE %1$s_copy RENAME TO %1$s");
  }

  /// Waits until Kafka knows how far the connector is in every partition.
  static void awaitTold(Database database) {
    await()
        .atMost(TOLD_MAX)
        .untilAsserted(() -> assertThat(told()).containsAllEntriesOf(stored(database)));
  }

  private static Map<Integer, Long> stored(Database database) throws SQLException {
    var stored = new HashMap<Integer, Long>();
    try (var session =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = session.createStatement();
        var row =
            statement.executeQuery(
                "SELECT partition, next_offset FROM connector.partition_position")) {
      while (row.next()) {
        stored.put(row.getInt(1), row.getLong(2));
      }
    }
    return stored;
  }

  private static Map<Integer, Long> told() throws ExecutionException, InterruptedException {
    var told = new HashMap<Integer, Long>();
    try (var admin = Admin.create(Map.of("bootstrap.servers", BackingServers.bootstrapServers()))) {
      admin
          .listConsumerGroupOffsets(GROUP)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach((partition, place) -> told.put(partition.partition(), place.offset()));
    }
    return told;
  }

  /// Sessions may end a moment after their connector.
  private static void leaveAlone(String name, Database database) {
    execute(
        database,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
  }

  private static void execute(Database database, String sql) {
    var server =
        new Database(
            database.host(), database.port(), "postgres", database.user(), database.password());
    try (var session =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        var statement = session.createStatement()) {
      statement.execute(sql.formatted(database.name()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
