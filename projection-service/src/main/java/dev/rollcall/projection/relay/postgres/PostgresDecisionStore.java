package dev.rollcall.projection.relay.postgres;

import dev.rollcall.projection.decide.DecisionRecord;
import dev.rollcall.projection.postgres.Sessions;
import dev.rollcall.projection.postgres.SqlTrouble;
import dev.rollcall.projection.relay.DecisionStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads committed decisions over one session. Belongs to one thread.
public final class PostgresDecisionStore implements DecisionStore {
  private static final Logger log = LoggerFactory.getLogger(PostgresDecisionStore.class);
  private static final String FROM =
      """
      SELECT seq, request_offset, tenant, request_id, record
      FROM (
        SELECT *, sum(octet_length(record)) OVER (ORDER BY seq) AS bytes
        FROM (
          SELECT seq, request_offset, tenant, request_id, record FROM rollcall.decision
          WHERE partition = ? AND seq >= ? ORDER BY seq LIMIT ?
        ) AS most
      ) AS counted
      WHERE bytes <= ? OR seq = ? ORDER BY seq\
      """;

  private final Sessions sessions;
  private @Nullable Connection session;

  public PostgresDecisionStore(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public List<DecisionRecord> from(int partition, long seq, Chunk most) {
    try {
      return read(partition, seq, most);
    } catch (SQLException e) {
      close();
      throw SqlTrouble.classify(e);
    }
  }

  private List<DecisionRecord> read(int partition, long seq, Chunk most) throws SQLException {
    if (session == null) {
      session = sessions.open();
    }
    try (PreparedStatement statement = session.prepareStatement(FROM)) {
      statement.setInt(1, partition);
      statement.setLong(2, seq);
      statement.setInt(3, most.recordsMax());
      statement.setLong(4, most.bytesMax());
      // One that is larger than that comes alone.
      statement.setLong(5, seq);
      var records = new ArrayList<DecisionRecord>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          records.add(
              new DecisionRecord(
                  partition,
                  rows.getLong(1),
                  rows.getLong(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getBytes(5)));
        }
      }
      return records;
    }
  }

  @Override
  public void close() {
    try {
      if (session != null) {
        session.close();
      }
    } catch (SQLException e) {
      log.debug("A session in doubt does not close", e);
    }
    session = null;
  }
}
