package dev.rollcall.connector.target.sql;

import dev.rollcall.testkit.BackingServers;
import dev.rollcall.testkit.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A database with an owner's tables, as a test sees it from the other side.
public record OwnersDatabase(Database database) {
  private static final String TABLES =
      """
      CREATE SCHEMA app;
      CREATE TABLE app.people (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        external_id text UNIQUE, user_name text NOT NULL UNIQUE, enabled boolean NOT NULL DEFAULT true,
        display_name text, given_name text, family_name text, email text, title text, department text,
        "Badge No" text, seats integer, tags text[]);
      CREATE TABLE app.teams (
        external_id text PRIMARY KEY, display_name text NOT NULL UNIQUE);
      CREATE TABLE app.team_members (
        group_id text NOT NULL REFERENCES app.teams (external_id),
        member_id text NOT NULL REFERENCES app.people (external_id),
        PRIMARY KEY (group_id, member_id));
      """;

  /// A new database with empty tables.
  public static OwnersDatabase fresh() {
    var owners = new OwnersDatabase(BackingServers.freshDatabase());
    owners.execute(TABLES);
    return owners;
  }

  /// Carries out statements.
  public void execute(String sql) {
    try (Connection connection = open();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not do what the test asks", e);
    }
  }

  /// Returns the first column of what a query finds.
  public List<String> texts(String sql) {
    var texts = new ArrayList<String>();
    try (Connection connection = open();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not do what the test asks", e);
    }
    return texts;
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
