package dev.rollcall.connector;

import dev.rollcall.testkit.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A look at the connector's tables, and a hand in them.
final class Rows {
  private Rows() {}

  /// Returns the number in the first row.
  static long number(Database database, String sql) {
    try (Connection connection = open(database);
        var statement = connection.prepareStatement(sql);
        var row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns the first column of all rows.
  static List<String> texts(Database database, String sql) {
    var texts = new ArrayList<String>();
    try (Connection connection = open(database);
        var statement = connection.prepareStatement(sql);
        var row = statement.executeQuery()) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static void execute(Database database, String sql) {
    try (Connection connection = open(database);
        var statement = connection.prepareStatement(sql)) {
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection open(Database database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s".formatted(database.host(), database.port(), database.name()),
        database.user(),
        database.password());
  }
}
