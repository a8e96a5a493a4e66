package dev.rollcall.e2e.crash.cluster;

import java.sql.Connection;
import java.sql.SQLException;

/// Lets PostgreSQL itself note every move of every position, in the transaction that moves it, with
/// the process that does: each has a role of its own.
final class Tap {
  private static final String LOG =
      """
      CREATE SCHEMA tap;
      CREATE TABLE tap.move (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        service text NOT NULL, partition integer NOT NULL, mover text NOT NULL,
        claim boolean NOT NULL, from_offset bigint NOT NULL, to_offset bigint NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp());
      CREATE FUNCTION tap.projection() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO tap.move (service, partition, mover, claim, from_offset, to_offset)
          VALUES ('projection', NEW.partition, session_user,
            OLD IS NULL OR NEW.epoch <> OLD.epoch,
            coalesce(OLD.next_offset, NEW.next_offset), NEW.next_offset);
          RETURN NULL;
        END $$;
      CREATE FUNCTION tap.connector() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO tap.move (service, partition, mover, claim, from_offset, to_offset)
          VALUES ('connector', NEW.partition, session_user, OLD IS NULL,
            coalesce(OLD.next_offset, NEW.next_offset), NEW.next_offset);
          RETURN NULL;
        END $$;
      CREATE TRIGGER tap AFTER INSERT OR UPDATE ON rollcall.partition_position
        FOR EACH ROW EXECUTE FUNCTION tap.projection();
      CREATE TRIGGER tap AFTER INSERT OR UPDATE ON connector.partition_position
        FOR EACH ROW EXECUTE FUNCTION tap.connector();
      """;

  private Tap() {}

  /// Makes a role for a process.
  static void role(Connection session, String name, String password) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(
          "CREATE ROLE \"%s\" SUPERUSER LOGIN PASSWORD '%s'".formatted(name, password));
    }
  }

  /// Begins to note, once the tables are there.
  static void open(Connection session) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(LOG);
    }
  }
}
