package dev.rollcall.projection;

import java.sql.SQLException;
import java.util.List;

/// Whole schemas of a database: compared, put aside and brought back.
final class Contents {
  private Contents() {}

  /// All rows of all tables of a schema, as one text.
  static String of(Platform platform, String schema) throws SQLException {
    var text = new StringBuilder();
    for (String table : tables(platform, schema)) {
      text.append(table).append('\n');
      platform
          .texts("SELECT t::text FROM " + schema + "." + table + " t ORDER BY 1")
          .forEach(row -> text.append(row).append('\n'));
    }
    return text.toString();
  }

  /// Copies the rows of a schema.
  static void copy(Platform platform, String schema, String aside) throws SQLException {
    platform.execute("CREATE SCHEMA " + aside);
    for (String table : tables(platform, schema)) {
      platform.execute("CREATE TABLE %s.%s AS TABLE %s.%s".formatted(aside, table, schema, table));
    }
  }

  /// Puts the copied rows in the place of those that are there.
  static void restore(Platform platform, String aside, String schema) throws SQLException {
    for (String table : tables(platform, aside)) {
      platform.execute(
          "TRUNCATE %s.%s; INSERT INTO %s.%s TABLE %s.%s"
              .formatted(schema, table, schema, table, aside, table));
    }
  }

  private static List<String> tables(Platform platform, String schema) throws SQLException {
    return platform.texts(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = '"
            + schema
            + "' ORDER BY 1");
  }
}
