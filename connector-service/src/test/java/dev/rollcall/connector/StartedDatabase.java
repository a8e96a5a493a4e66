package dev.rollcall.connector;

import dev.rollcall.connector.database.Database;
import dev.rollcall.testkit.BackingServers;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A fresh database for each test, with the connector's tables in it before the test begins.
public final class StartedDatabase implements BeforeEachCallback, AfterEachCallback {
  private static final int CONNECTIONS_MAX = 2;

  private final dev.rollcall.testkit.Database where = BackingServers.freshDatabase();
  private final Database database = OwnDatabase.of(where, CONNECTIONS_MAX);

  /// Where it is, for whoever looks at it past the connector.
  public dev.rollcall.testkit.Database where() {
    return where;
  }

  /// The connector's way to it.
  public Database database() {
    return database;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws InterruptedException {
    database.start();
    database.awaitMigrated();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    database.stop();
  }
}
