package dev.rollcall.projection.postgres;

import dev.rollcall.projection.Settings;
import dev.rollcall.projection.trouble.StoreUnavailableException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the tables of this service to the version that it needs.
public final class Migration {
  /// Made with the other tables, and never again.
  public static final String TABLE = "rollcall.projection_migrations";

  private final Settings.Postgres settings;

  public Migration(Settings.Postgres settings) {
    this.settings = settings;
  }

  /// Migrates.
  ///
  /// @throws StoreUnavailableException where that is not possible now
  public void run() {
    try {
      Flyway.configure()
          .dataSource(Sessions.url(settings), settings.user(), settings.password())
          .locations("classpath:db/projection")
          .defaultSchema("rollcall")
          .createSchemas(true)
          .table("projection_migrations")
          .connectRetries(0)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreUnavailableException("The tables cannot be migrated now", e);
    }
  }
}
