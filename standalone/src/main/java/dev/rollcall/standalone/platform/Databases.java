package dev.rollcall.standalone.platform;

import dev.rollcall.backing.postgres.EmbeddedPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Databases of the embedded server.
final class Databases {
  private Databases() {}

  static void createIfAbsent(EmbeddedPostgres postgres, String name) {
    try (var connection =
            DriverManager.getConnection(
                postgres.jdbcUrl("postgres"), EmbeddedPostgres.SUPERUSER, postgres.password());
        var find = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?");
        var create = connection.createStatement()) {
      find.setString(1, name);
      try (var found = find.executeQuery()) {
        if (!found.next()) {
          create.execute("CREATE DATABASE " + name);
        }
      }
    } catch (SQLException e) {
      throw new PlatformException("The database could not be created: " + e.getMessage(), e);
    }
  }
}
