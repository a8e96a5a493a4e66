package dev.rollcall.projection;

import dev.rollcall.backing.Ports;
import dev.rollcall.backing.kafka.EmbeddedKafka;
import dev.rollcall.backing.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/// One Kafka and one PostgreSQL for all tests of this JVM, started when first asked for.
final class Servers {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final Servers STARTED = new Servers();

  private final EmbeddedKafka kafka;
  private final EmbeddedPostgres postgres;

  private Servers() {
    try {
      Path folder = Files.createTempDirectory("rollcall-projection");
      kafka = EmbeddedKafka.on(folder.resolve("kafka"), folder.resolve("kafka.log"), Ports.free());
      postgres =
          EmbeddedPostgres.of(
              new EmbeddedPostgres.Settings(
                  folder.resolve("binaries"),
                  folder.resolve("data"),
                  folder.resolve("postgres.log"),
                  Ports.free(),
                  "a-password"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    kafka.launch();
    postgres.start();
    kafka.awaitReady();
  }

  static Servers started() {
    return STARTED;
  }

  EmbeddedKafka kafka() {
    return kafka;
  }

  EmbeddedPostgres postgres() {
    return postgres;
  }

  /// Makes an empty database and returns its name.
  String newDatabase() throws SQLException {
    String name = "test" + DATABASES.incrementAndGet();
    try (Connection session = connect("postgres");
        var statement = session.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return name;
  }

  Connection connect(String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", EmbeddedPostgres.SUPERUSER);
    properties.setProperty("password", postgres.password());
    return DriverManager.getConnection(postgres.jdbcUrl(database), properties);
  }

  private void close() {
    kafka.close();
    postgres.close();
  }
}
