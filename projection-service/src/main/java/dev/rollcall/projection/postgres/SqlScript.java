package dev.rollcall.projection.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Several statements with array parameters that go to the server in one message: one network round
/// trip however many there are. Belongs to one thread.
public final class SqlScript {
  private final List<String> statements = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();

  /// Sets one parameter of a prepared statement.
  @FunctionalInterface
  private interface Parameter {
    void set(PreparedStatement statement, int index) throws SQLException;
  }

  /// Adds a statement; the parameters added next are its own.
  public SqlScript statement(String sql) {
    statements.add(sql);
    return this;
  }

  /// Adds a `text[]` parameter with one element a row.
  public <T> SqlScript texts(List<T> rows, Function<T, @Nullable String> column) {
    var values = new @Nullable String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    return array("text", values);
  }

  /// Adds a `bigint[]` parameter with one element a row.
  public <T> SqlScript numbers(List<T> rows, Function<T, @Nullable Long> column) {
    var values = new @Nullable Long[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    return array("int8", values);
  }

  /// Adds a `boolean[]` parameter with one element a row.
  public <T> SqlScript flags(List<T> rows, Function<T, Boolean> column) {
    return array("bool", rows.stream().map(column).toArray(Boolean[]::new));
  }

  /// Adds a `bytea[]` parameter with one element a row.
  public <T> SqlScript bytes(List<T> rows, Function<T, byte[]> column) {
    return array("bytea", rows.stream().map(column).toArray(byte[][]::new));
  }

  /// Adds a `text` parameter.
  public SqlScript text(@Nullable String value) {
    parameters.add((statement, index) -> statement.setString(index, value));
    return this;
  }

  /// Adds a `bigint` parameter.
  public SqlScript number(long value) {
    parameters.add((statement, index) -> statement.setLong(index, value));
    return this;
  }

  /// Runs everything and reads no results.
  public void run(Connection connection) throws SQLException {
    try (PreparedStatement statement = bound(connection)) {
      statement.execute();
      // Each result must be stepped over: an error of a later statement shows only then.
      boolean more = true;
      while (more) {
        more = statement.getMoreResults() || statement.getUpdateCount() >= 0;
      }
    }
  }

  private PreparedStatement bound(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(String.join(";\n", statements));
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).set(statement, i + 1);
    }
    return statement;
  }

  private SqlScript array(String type, @Nullable Object[] values) {
    parameters.add((statement, index) ->
        statement.setArray(index, statement.getConnection().createArrayOf(type, values)));
    return this;
  }

  /// Reads one row.
  @FunctionalInterface
  public interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /// Runs the one statement that was added and reads its rows.
  public void query(Connection connection, RowReader reader) throws SQLException {
    try (PreparedStatement statement = bound(connection);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }
}
