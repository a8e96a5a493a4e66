package dev.rollcall.e2e.crash.target;

import dev.rollcall.e2e.crash.core.Downstream.Account;
import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import dev.rollcall.schemas.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// An app that is tables, in the run's own PostgreSQL: it goes away and comes back with that. The
/// database notes every state that a person is brought into, in the transaction that does.
public final class SqlTarget {
  /// Planted: nobody must ever see it again.
  public static final String PASSWORD = "planted-sql-password-5nT8";

  private static final String ROLE = "app";

  /// Makes the tables.
  public static final String TABLES =
      """
      CREATE ROLE app LOGIN PASSWORD '%s';
      CREATE SCHEMA app;
      CREATE TABLE app.people (
        external_id text PRIMARY KEY, user_name text NOT NULL, enabled boolean NOT NULL DEFAULT true,
        title text, display_name text, given_name text, family_name text, email text,
        department text);
      CREATE TABLE app.teams (external_id text PRIMARY KEY, display_name text NOT NULL);
      CREATE TABLE app.team_members (
        group_id text NOT NULL REFERENCES app.teams, member_id text NOT NULL REFERENCES app.people,
        PRIMARY KEY (group_id, member_id));
      GRANT USAGE ON SCHEMA app TO app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON app.people, app.teams, app.team_members TO app;
      CREATE TABLE app.state (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        external_id text NOT NULL, title text, enabled boolean NOT NULL);
      CREATE FUNCTION app.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
          INSERT INTO app.state (external_id, title, enabled)
          VALUES (NEW.external_id, NEW.title, NEW.enabled);
          RETURN NULL;
        END $$;
      CREATE TRIGGER note AFTER INSERT OR UPDATE ON app.people
        FOR EACH ROW EXECUTE FUNCTION app.note();
      """
          .formatted(PASSWORD);

  private final String id;

  SqlTarget(String id) {
    this.id = id;
  }

  /// Adds to an entry of the connector's file where the tables are.
  static JsonObject entry(JsonObject.Builder entry) {
    return entry
        .put("allowPrivateAddress", true)
        .put("tls", false)
        .put("user", ROLE)
        .put("password", PASSWORD)
        .put(
            "users",
            JsonObject.builder()
                .put("table", "app.people")
                .put("key", "external_id")
                .put("name", "user_name")
                .put("active", "enabled")
                .build())
        .put(
            "groups",
            JsonObject.builder()
                .put("table", "app.teams")
                .put("key", "external_id")
                .put("name", "display_name")
                .build())
        .put(
            "memberships",
            JsonObject.builder()
                .put("table", "app.team_members")
                .put("group", "group_id")
                .put("member", "member_id")
                .build())
        .build();
  }

  /// What it holds.
  List<Account> accounts(Connection session) throws SQLException {
    Map<String, Set<String>> members = new HashMap<>();
    rows(
        session,
        "SELECT group_id, member_id FROM app.team_members",
        row ->
            members.computeIfAbsent(row.getString(1), _ -> new TreeSet<>()).add(row.getString(2)));
    var accounts = new ArrayList<Account>();
    accounts.addAll(
        rows(
            session,
            "SELECT external_id, user_name, title, enabled FROM app.people",
            row ->
                new Account(
                    id,
                    row.getString(1),
                    "User",
                    row.getString(1),
                    row.getString(2),
                    text(row, 3),
                    row.getBoolean(4),
                    Set.of())));
    accounts.addAll(
        rows(
            session,
            "SELECT external_id, display_name FROM app.teams",
            row ->
                new Account(
                    id,
                    row.getString(1),
                    "Group",
                    row.getString(1),
                    row.getString(2),
                    "",
                    true,
                    members.getOrDefault(row.getString(1), Set.of()))));
    return accounts;
  }

  /// The states that people were brought into, in order.
  List<Arrival> arrivals(Connection session) throws SQLException {
    return rows(
        session,
        "SELECT at, external_id, title, enabled FROM app.state ORDER BY id",
        row ->
            new Arrival(
                id,
                row.getTimestamp(1).toInstant(),
                row.getString(2),
                text(row, 3),
                row.getBoolean(4),
                0));
  }

  private static String text(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNullElse(row.getString(column), "");
  }

  /// What is to be made of a row.
  @FunctionalInterface
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static <T> List<T> rows(Connection session, String sql, RowReader<T> reader)
      throws SQLException {
    try (var statement = session.createStatement();
        var result = statement.executeQuery(sql)) {
      var rows = new ArrayList<T>();
      while (result.next()) {
        rows.add(reader.read(result));
      }
      return rows;
    }
  }
}
