package dev.rollcall.testkit;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;

/// One Kafka and one PostgreSQL for all tests of a JVM: containers where Docker is found, embedded
/// processes where it is not. Tests never skip for lack of Docker.
public final class BackingServers {
  private static final BackingServers SHARED = new BackingServers();

  private final Server kafka;
  private final Server postgres;
  private final String password;

  private BackingServers() {
    password = UUID.randomUUID().toString();
    if (DockerClientFactory.instance().isDockerAvailable()) {
      kafka = ContainerServer.kafka();
      postgres = ContainerServer.postgres(password);
    } else {
      kafka = EmbeddedServer.kafka();
      postgres = EmbeddedServer.postgres(password);
    }
  }

  /// Holds what is started on first use only.
  private static final class Started {
    private static final Server KAFKA = started(SHARED.kafka);
    private static final Server POSTGRES = started(SHARED.postgres);

    private static Server started(Server server) {
      server.start();
      return server;
    }
  }

  /// The broker, started.
  public static Server kafka() {
    return Started.KAFKA;
  }

  /// The bootstrap servers of the broker, which is started if it is not yet.
  public static String bootstrapServers() {
    return Started.KAFKA.address();
  }

  /// The database server, started.
  public static Server postgres() {
    return Started.POSTGRES;
  }

  /// Creates an empty database.
  public static Database freshDatabase() {
    String address = Started.POSTGRES.address();
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon);
    int port = Integer.parseInt(address.substring(colon + 1));
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    var server = new Database(host, port, "postgres", "postgres", SHARED.password);
    try (var connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("The test database could not be created", e);
    }
    return new Database(host, port, name, server.user(), server.password());
  }
}
