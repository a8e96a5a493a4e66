package dev.rollcall.connector.parking.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.parking.DeadLetters;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Dead letters in PostgreSQL.
public final class PostgresDeadLetters implements DeadLetters {
  private final DataSource sessions;

  public PostgresDeadLetters(Database database) {
    this.sessions = database.durableSessions();
  }

  @Override
  public List<Waiting> oldest(int limit) {
    var waiting = new ArrayList<Waiting>();
    try (var connection = sessions.getConnection();
        var statement =
            connection.prepareStatement(
                "SELECT id, tenant, record FROM connector.dead_letter ORDER BY id LIMIT ?")) {
      statement.setInt(1, limit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          waiting.add(new Waiting(rows.getLong(1), rows.getString(2), rows.getString(3)));
        }
      }
    } catch (SQLException e) {
      throw new UnavailableException("PostgreSQL refused: SQL state " + e.getSQLState(), e);
    }
    return waiting;
  }

  @Override
  public void forget(List<Waiting> sent) {
    try (var connection = sessions.getConnection();
        var statement =
            connection.prepareStatement("DELETE FROM connector.dead_letter WHERE id = ANY (?)")) {
      Object[] ids = sent.stream().map(Waiting::id).toArray();
      statement.setArray(1, connection.createArrayOf("int8", ids));
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new UnavailableException("PostgreSQL refused: SQL state " + e.getSQLState(), e);
    }
  }
}
