package dev.rollcall.connector.targets.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.targets.Past;
import dev.rollcall.connector.targets.Roster;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/// The past as the positions of intake tell it, whichever instance folds. A partition that intake
/// has not begun is not folded.
public final class PostgresPast implements Past {
  private static final String FOLDED =
      "SELECT partition FROM connector.partition_position WHERE next_offset >= live_from";

  private final DataSource sessions;

  public PostgresPast(Database database) {
    this.sessions = database.durableSessions();
  }

  @Override
  public Set<Integer> foldedPartitions() {
    var folded = new TreeSet<Integer>();
    try (var connection = sessions.getConnection();
        var statement = connection.prepareStatement(FOLDED);
        var row = statement.executeQuery()) {
      while (row.next()) {
        folded.add(row.getInt(1));
      }
      return folded;
    } catch (SQLException e) {
      throw new Roster.UnavailableException(
          "PostgreSQL did not say how far intake is: SQL state " + e.getSQLState(), e);
    }
  }
}
