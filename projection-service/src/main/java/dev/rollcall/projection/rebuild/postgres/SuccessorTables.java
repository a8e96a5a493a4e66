package dev.rollcall.projection.rebuild.postgres;

import dev.rollcall.projection.postgres.Tables;
import dev.rollcall.projection.rebuild.RebuildRefusedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The tables of a successor: as those that serve, whatever the migrations made of them.
final class SuccessorTables {
  private static final String SERVING = Tables.LIVE_SCHEMA;

  private final Connection session;
  private final String schema;

  SuccessorTables(Connection session, String schema) {
    this.session = session;
    this.schema = schema;
  }

  /// Makes empty tables with the keys that folding needs.
  ///
  /// @param all with the indexes that only reading needs
  void create(boolean all) throws SQLException {
    drop();
    execute("CREATE SCHEMA " + schema);
    for (String table : names(SERVING)) {
      execute(
          "CREATE TABLE %s.%s (LIKE %s.%s INCLUDING ALL EXCLUDING INDEXES)"
              .formatted(schema, table, SERVING, table));
    }
    for (String statement : samplings()) {
      execute(statement);
    }
    execute(
        "CREATE TABLE %s.position (LIKE rollcall.partition_position INCLUDING ALL)"
            .formatted(schema));
    indexes(true);
    if (all) {
      indexes(false);
    }
  }

  /// Makes the indexes that only reading needs, and tells the planner what the tables hold.
  void finish() throws SQLException {
    indexes(false);
    for (String table : names(schema)) {
      execute("ANALYZE %s.%s".formatted(schema, table));
    }
  }

  void drop() throws SQLException {
    execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
  }

  /// Takes the tables that served before the last rebuild.
  void takePrevious(String previous) throws SQLException {
    String shape = shape(previous);
    if (shape == null) {
      throw new RebuildRefusedException("There is no earlier directory to go back to");
    }
    if (!Objects.equals(shape, shape(SERVING))) {
      throw new RebuildRefusedException(
          "The earlier directory has other tables than this version needs: rebuild instead");
    }
    drop();
    execute("ALTER SCHEMA " + previous + " RENAME TO " + schema);
  }

  List<String> names(String in) throws SQLException {
    var names = new ArrayList<String>();
    try (PreparedStatement statement = session.prepareStatement(SuccessorStatements.TABLES)) {
      statement.setString(1, in);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
    }
    return names;
  }

  private @Nullable String shape(String of) throws SQLException {
    try (PreparedStatement statement = session.prepareStatement(SuccessorStatements.SHAPE)) {
      statement.setString(1, of);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private void indexes(boolean forFolding) throws SQLException {
    for (String statement : indexStatements(forFolding)) {
      execute(statement);
    }
  }

  /// The names stay, so that a later migration finds them.
  private List<String> indexStatements(boolean forFolding) throws SQLException {
    var statements = new ArrayList<String>();
    try (PreparedStatement query = session.prepareStatement(SuccessorStatements.INDEXES)) {
      query.setString(1, SERVING);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          if (row.getBoolean(5) == forFolding) {
            statements.add(
                row.getBoolean(4)
                    ? "ALTER TABLE %s.%s ADD CONSTRAINT %s %s"
                        .formatted(schema, row.getString(1), row.getString(2), row.getString(3))
                    : row.getString(3).replace(" ON " + SERVING + ".", " ON " + schema + "."));
          }
        }
      }
    }
    return statements;
  }

  private List<String> samplings() throws SQLException {
    var statements = new ArrayList<String>();
    try (PreparedStatement query = session.prepareStatement(SuccessorStatements.SAMPLED)) {
      query.setString(1, SERVING);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          statements.add(
              "ALTER TABLE %s.%s ALTER COLUMN %s SET STATISTICS %d"
                  .formatted(schema, row.getString(1), row.getString(2), row.getInt(3)));
        }
      }
    }
    return statements;
  }

  private void execute(String sql) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(sql);
    }
  }
}
