package dev.rollcall.projection.relay.postgres;

import dev.rollcall.projection.decide.DecisionRecord;
import dev.rollcall.projection.postgres.LazySession;
import dev.rollcall.projection.postgres.Sessions;
import dev.rollcall.projection.postgres.SqlTrouble;
import dev.rollcall.projection.relay.DecisionStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads committed decisions over one session. Belongs to one thread.
public final class PostgresDecisionStore implements DecisionStore {
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

  private final LazySession session;

  public PostgresDecisionStore(Sessions sessions) {
    this.session = new LazySession(sessions);
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
    try (PreparedStatement statement = session.open().prepareStatement(FROM)) {
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
    session.reset();
  }
}
