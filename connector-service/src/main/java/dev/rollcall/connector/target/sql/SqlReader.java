package dev.rollcall.connector.target.sql;

import dev.rollcall.connector.target.AddressesMember;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.sql.SqlEndpoint.Credentials;
import dev.rollcall.connector.target.sql.Table.Memberships;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the members of an entry that say how a database is reached and which tables are filled.
final class SqlReader {
  static final String USERS = "users";
  static final String GROUPS = "groups";
  static final String MEMBERSHIPS = "memberships";

  private final EntryReader entry;

  SqlReader(EntryReader entry) {
    this.entry = entry;
  }

  SqlEndpoint read() {
    URI url =
        entry.url(
            it -> "postgres".equals(it.getScheme()) && it.getPath().matches("/[^/]+"),
            "must be like postgres://host:5432/database");
    boolean tls = entry.flag("tls", true);
    if (!tls && !entry.allowsPrivateAddress()) {
      entry.problem("'tls' must be true " + AddressesMember.UNLESS);
    }
    if (entry.has(MEMBERSHIPS) && !entry.has(GROUPS)) {
      entry.problem("'memberships' needs 'groups'");
    }
    return new SqlEndpoint(
        url,
        tls,
        entry.certificates(),
        new Credentials(entry.text("user"), entry.text("password")),
        users(entry.within(USERS)),
        entry.has(GROUPS) ? groups(entry.within(GROUPS)) : null,
        entry.has(MEMBERSHIPS) ? memberships(entry.within(MEMBERSHIPS)) : null);
  }

  private static Table users(EntryReader reader) {
    reader.onlyKnown(List.of("table", "key", "name", "active"));
    @Nullable String active = reader.has("active") ? column(reader, "active", "") : null;
    return new Table(
        table(reader),
        column(reader, "key", "external_id"),
        column(reader, "name", "user_name"),
        active);
  }

  private static Table groups(EntryReader reader) {
    reader.onlyKnown(List.of("table", "key", "name"));
    return new Table(
        table(reader),
        column(reader, "key", "external_id"),
        column(reader, "name", "display_name"),
        null);
  }

  private static Memberships memberships(EntryReader reader) {
    reader.onlyKnown(List.of("table", "group", "member"));
    return new Memberships(
        table(reader), column(reader, "group", "group_id"), column(reader, "member", "member_id"));
  }

  private static String table(EntryReader reader) {
    String name = reader.text("table");
    if (!name.isEmpty() && !Table.isTable(name)) {
      reader.problem(
          reader.quoted("table") + " must be the name of a table, with its schema or without");
    }
    return name;
  }

  private static String column(EntryReader reader, String name, String otherwise) {
    String column = reader.text(name, otherwise);
    if (!column.isEmpty() && !Table.isIdentifier(column)) {
      reader.problem(reader.quoted(name) + " must be the name of a column");
    }
    return column;
  }
}
