package dev.rollcall.projection.postgres;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which tables statements are about. All are written for the directory that serves; a directory
/// that is being folded anew has the same tables in a schema of its own, and its positions beside
/// them.
public final class Tables {
  /// The directory that serves.
  public static final Tables LIVE = new Tables(Tables.LIVE_SCHEMA);

  /// The schema of the directory that serves.
  public static final String LIVE_SCHEMA = "proj_v1";

  private static final String POSITIONS = "rollcall.partition_position";

  private final String schema;
  private final Map<String, String> texts = new ConcurrentHashMap<>();

  private Tables(String schema) {
    this.schema = schema;
  }

  /// The tables of a directory that does not serve.
  ///
  /// @param schema a name of our own making, never a client's
  public static Tables in(String schema) {
    return new Tables(schema);
  }

  /// The schema that they are in.
  public String schema() {
    return schema;
  }

  /// Says whether these are the tables that serve.
  public boolean areLive() {
    return schema.equals(LIVE_SCHEMA);
  }

  /// Returns a statement for these tables.
  ///
  /// @param sql the statement for the directory that serves
  public String text(String sql) {
    return areLive() ? sql : texts.computeIfAbsent(sql, this::elsewhere);
  }

  private String elsewhere(String sql) {
    return sql.replace(POSITIONS, schema + ".position").replace(LIVE_SCHEMA + ".", schema + ".");
  }
}
