package dev.rollcall.connector;

import dev.rollcall.connector.database.Database;

/// The connector's way to a database of the tests.
public final class OwnDatabase {
  private OwnDatabase() {}

  /// Returns it before it is started.
  public static Database of(dev.rollcall.testkit.Database where, int connectionsMax) {
    return new Database(
        new Settings.Postgres(
            where.host(), where.port(), where.name(), where.user(), where.password()),
        connectionsMax);
  }
}
