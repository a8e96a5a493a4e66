package dev.rollcall.connector.intake.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.intake.BrokenLogException;
import dev.rollcall.connector.intake.LogPosition;
import dev.rollcall.connector.intake.ReadModel;
import dev.rollcall.connector.intake.StoreUnavailableException;
import dev.rollcall.connector.intake.core.FoldedBatch.Exit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The read model on one JDBC session, which is opened again after trouble.
public final class PostgresReadModel implements ReadModel {
  private final DataSource sessions;
  private @Nullable Connection session;

  public PostgresReadModel(Database database) {
    this.sessions = database.relaxedSessions();
  }

  @Override
  public LogPosition position(int partition, String topicId, Supplier<Map<Integer, Long>> logEnds) {
    return inTransaction(connection -> {
      LogPosition known = position(connection, partition, topicId);
      if (known != null) {
        return known;
      }
      // All partitions are begun together. One that is missing later is a new one, however much it
      // has by the time at which somebody comes to it.
      Map<Integer, Long> ends =
          isNew(connection) ? new TreeMap<>(logEnds.get()) : Map.of(partition, 0L);
      for (Map.Entry<Integer, Long> end : ends.entrySet()) {
        begin(connection, end.getKey(), topicId, end.getValue());
      }
      // Another instance may have begun it meanwhile: what is stored counts.
      return Objects.requireNonNull(position(connection, partition, topicId));
    });
  }

  @Override
  public boolean isOld(String topicId, Log log) {
    // Before the tables are read: what is told is stored by then, unless it was lost.
    Map<Integer, Long> told = log.told();
    return inTransaction(connection -> {
      if (!isBehind(connection, topicId, told)) {
        return false;
      }
      live(connection, topicId, log.ends());
      return true;
    });
  }

  @Override
  public void secure(Collection<LogPosition> folded) {
    inTransaction(connection -> {
      requireStored(connection, folded);
      try (var statement = connection.createStatement()) {
        statement.execute("SET LOCAL synchronous_commit = on");
        // A commit waits for the disk, and all that was committed before is there by then. One that
        // has written nothing waits for nothing.
        return statement.execute("SELECT pg_logical_emit_message(true, 'rollcall', ''::text)");
      }
    });
  }

  @Override
  public boolean apply(Changes changes, LogPosition from, LogPosition to) {
    return inTransaction(connection -> {
      if (!move(connection, from, to)) {
        return false;
      }
      var exits = new ExitWriter(connection);
      List<Exit> named = exits.named(changes.batch().exits());
      new BatchWriter(connection).write(changes);
      new LeaverWriter(connection).write(changes);
      exits.write(named);
      return true;
    });
  }

  @Override
  public void close() {
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

  private static @Nullable LogPosition position(
      Connection connection, int partition, String topicId) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT topic_id, next_offset, seq, live_from FROM connector.partition_position"
                + " WHERE partition = ?")) {
      select.setInt(1, partition);
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        if (!row.getString(1).equals(topicId)) {
          throw new BrokenLogException(
              "The decisions topic is another one than the one that was folded so far");
        }
        return new LogPosition(partition, topicId, row.getLong(2), row.getLong(3), row.getLong(4));
      }
    }
  }

  private static boolean isNew(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement(
                "SELECT NOT EXISTS (SELECT 1 FROM connector.partition_position)");
        var row = select.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static void begin(Connection connection, int partition, String topicId, long logEnd)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO connector.partition_position
              (partition, topic_id, next_offset, seq, live_from)
            VALUES (?, ?, 0, 0, ?) ON CONFLICT DO NOTHING\
            """)) {
      insert.setInt(1, partition);
      insert.setString(2, topicId);
      insert.setLong(3, logEnd);
      insert.executeUpdate();
    }
  }

  private static boolean isBehind(Connection connection, String topicId, Map<Integer, Long> told)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT EXISTS (SELECT 1 FROM connector.partition_position p
              JOIN unnest(?::integer[], ?::bigint[]) AS t (partition, next_offset)
                ON t.partition = p.partition
              WHERE p.topic_id = ? AND t.next_offset > greatest(p.next_offset, p.live_from))\
            """)) {
      bind(select, told, topicId);
      try (var row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static void requireStored(Connection connection, Collection<LogPosition> folded)
      throws SQLException {
    if (folded.isEmpty()) {
      return;
    }
    var offsets = new TreeMap<Integer, Long>();
    folded.forEach(it -> offsets.put(it.partition(), it.nextOffset()));
    try (var select =
        connection.prepareStatement(
            """
            SELECT min(t.partition) FROM unnest(?::integer[], ?::bigint[]) AS t (partition, next_offset)
            WHERE NOT EXISTS (SELECT 1 FROM connector.partition_position p
              WHERE p.partition = t.partition AND p.topic_id = ? AND p.next_offset >= t.next_offset)\
            """)) {
      bind(select, offsets, folded.iterator().next().topicId());
      try (var row = select.executeQuery()) {
        row.next();
        int partition = row.getInt(1);
        if (!row.wasNull()) {
          throw new StoreUnavailableException(
              "PostgreSQL took back what was folded of partition " + partition);
        }
      }
    }
  }

  private static void live(Connection connection, String topicId, Map<Integer, Long> from)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE connector.partition_position p SET live_from = greatest(p.live_from, e.log_end)
            FROM unnest(?::integer[], ?::bigint[]) AS e (partition, log_end)
            WHERE p.partition = e.partition AND p.topic_id = ?\
            """)) {
      bind(update, from, topicId);
      update.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, Map<Integer, Long> offsets, String topicId)
      throws SQLException {
    Connection connection = statement.getConnection();
    var sorted = new TreeMap<>(offsets);
    statement.setArray(1, connection.createArrayOf("integer", sorted.keySet().toArray()));
    statement.setArray(2, connection.createArrayOf("bigint", sorted.values().toArray()));
    statement.setString(3, topicId);
  }

  private static boolean move(Connection connection, LogPosition from, LogPosition to)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE connector.partition_position SET next_offset = ?, seq = ?
            WHERE partition = ? AND topic_id = ? AND next_offset = ? AND seq = ?\
            """)) {
      update.setLong(1, to.nextOffset());
      update.setLong(2, to.seq());
      update.setInt(3, from.partition());
      update.setString(4, from.topicId());
      update.setLong(5, from.nextOffset());
      update.setLong(6, from.seq());
      return update.executeUpdate() == 1;
    }
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) {
    try {
      Connection connection = open();
      T result = work.on(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      close();
      String state = String.valueOf(e.getSQLState());
      if (state.startsWith("22") || state.startsWith("23")) {
        // The data itself does not fit: another try would end the same way.
        throw new BrokenLogException("A decision cannot be stored: SQL state " + state, e);
      }
      throw new StoreUnavailableException("PostgreSQL refused: SQL state " + e.getSQLState(), e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Connection open() throws SQLException {
    Connection open = session;
    if (open == null) {
      open = sessions.getConnection();
      open.setAutoCommit(false);
      session = open;
    }
    return open;
  }
}
