package dev.rollcall.connector.targets.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.targets.RecordedTargets;
import dev.rollcall.connector.targets.Roster;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.administration.TargetDocument;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Recorded targets in the table of reserved resources, on one session for the few questions that
/// there are.
public final class PostgresRecordedTargets implements RecordedTargets, AutoCloseable {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final String TYPE = ReservedType.TARGET.typeName();

  /// No row ever goes and every change is a version.
  private static final String CHANGE =
      "SELECT coalesce(sum(version), 0) FROM connector.reserved_resource WHERE type = ?";

  private static final String ALL =
      """
      SELECT tenant, name, document::text FROM connector.reserved_resource
      WHERE type = ? ORDER BY tenant, name
      """;

  private static final String OTHERS =
      """
      SELECT count(*) FROM connector.reserved_resource
      WHERE type = ? AND tenant = ? AND name <> ? AND document <> ?::jsonb
      """;

  private static final String GROUPS =
      """
      SELECT id FROM connector.resource
      WHERE tenant = ? AND id = ANY (?) AND type = 'Group' AND document IS NOT NULL
      """;

  private final DataSource sessions;
  private @Nullable Connection session;

  public PostgresRecordedTargets(Database database) {
    this.sessions = database.relaxedSessions();
  }

  /// A question with its parameters bound, and how its answer is read.
  @FunctionalInterface
  private interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  @Override
  public long change() {
    return ask(CHANGE, statement -> statement.setString(1, TYPE), PostgresRecordedTargets::number);
  }

  @Override
  public List<Recorded> all() {
    return ask(ALL, statement -> statement.setString(1, TYPE), PostgresRecordedTargets::targets);
  }

  private static List<Recorded> targets(ResultSet rows) throws SQLException {
    var all = new ArrayList<Recorded>();
    while (rows.next()) {
      byte[] text = rows.getString(3).getBytes(StandardCharsets.UTF_8);
      JsonObject document = JSON.readObject(text);
      if (!TargetDocument.isDeleted(document)) {
        all.add(new Recorded(rows.getString(1), rows.getString(2), document));
      }
    }
    return all;
  }

  @Override
  public int others(String tenant, String name) {
    return Math.toIntExact(
        ask(
            OTHERS,
            statement -> {
              statement.setString(1, TYPE);
              statement.setString(2, tenant);
              statement.setString(3, name);
              statement.setString(4, JSON.writeText(TargetDocument.deleted()));
            },
            PostgresRecordedTargets::number));
  }

  @Override
  public Set<String> groups(String tenant, Collection<String> ids) {
    return ask(
        GROUPS,
        statement -> {
          statement.setString(1, tenant);
          statement.setArray(2, statement.getConnection().createArrayOf("text", ids.toArray()));
        },
        rows -> {
          var found = new HashSet<String>();
          while (rows.next()) {
            found.add(rows.getString(1));
          }
          return found;
        });
  }

  private static long number(ResultSet rows) throws SQLException {
    rows.next();
    return rows.getLong(1);
  }

  /// A session may have ended since the last question: then the question is asked once more on a
  /// new one.
  private synchronized <T> T ask(String sql, Binding binding, Reading<T> reading) {
    try {
      return asked(sql, binding, reading);
    } catch (SQLException _) {
      close();
    }
    try {
      return asked(sql, binding, reading);
    } catch (SQLException e) {
      close();
      throw new Roster.UnavailableException(
          "PostgreSQL does not tell the recorded targets: SQL state " + e.getSQLState(), e);
    }
  }

  private <T> T asked(String sql, Binding binding, Reading<T> reading) throws SQLException {
    Connection open = session;
    if (open == null) {
      open = sessions.getConnection();
      session = open;
    }
    try (var statement = open.prepareStatement(sql)) {
      binding.bind(statement);
      try (ResultSet rows = statement.executeQuery()) {
        return reading.read(rows);
      }
    }
  }

  @Override
  public synchronized void close() {
    Connection open = session;
    session = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException _) {
        // A session that cannot even be closed is gone, which is what was wanted.
        return;
      }
    }
  }
}
