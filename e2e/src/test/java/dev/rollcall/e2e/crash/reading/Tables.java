package dev.rollcall.e2e.crash.reading;

import dev.rollcall.e2e.crash.core.Held;
import dev.rollcall.e2e.crash.core.Logs.LedgerRow;
import dev.rollcall.e2e.crash.core.Logs.Move;
import dev.rollcall.schemas.Sha256;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads the tables of projection and connector.
final class Tables {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final Connection session;

  Tables(Connection session) {
    this.session = session;
  }

  /// What is to be made of a row.
  @FunctionalInterface
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  List<LedgerRow> ledger() throws SQLException {
    return rows(
        "SELECT partition, seq, request_offset, request_id, record FROM rollcall.decision"
            + " ORDER BY partition, seq",
        row ->
            new LedgerRow(
                row.getInt(1),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                Sha256.hex(row.getBytes(5))));
  }

  /// The next offset of each partition.
  Map<Integer, Long> positions() throws SQLException {
    return numbers("SELECT partition, next_offset FROM rollcall.partition_position");
  }

  /// The last decision of each partition.
  Map<Integer, Long> decided() throws SQLException {
    return numbers("SELECT partition, next_seq - 1 FROM rollcall.partition_position");
  }

  /// The last decision of each partition that the connectors have folded.
  Map<Integer, Long> folded() throws SQLException {
    return numbers("SELECT partition, seq FROM connector.partition_position");
  }

  /// One sentence for each target that lacks something.
  List<String> behind() throws SQLException {
    return rows(
        """
        SELECT k.target_id, count(*), string_agg(DISTINCT concat_ws(' ', k.state, k.last_error_class,
          k.waits_for), ', '), min(k.due_at) - now(), max(l.breaker_state),
          max(l.not_before) - now(), max(r.limit_per_second), max(r.next_at) - now()
        FROM connector.lane_key k JOIN connector.lane l USING (target_id)
        LEFT JOIN connector.lane_rate r USING (target_id)
        WHERE k.state <> 'done' GROUP BY 1 ORDER BY 1
        """,
        row ->
            "%s: %d keys: %s; due in %s; breaker %s; pause %s; learned %s a second, next in %s"
                .formatted(
                    row.getString(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8)));
  }

  /// One sentence for each finished key that still has a switch to be told of.
  List<String> keptSwitches() throws SQLException {
    return rows(
        """
        SELECT b.target_id, b.resource_id, count(*), max(b.seq)
        FROM connector.barrier b JOIN connector.lane_key k USING (target_id, resource_id)
        WHERE k.state = 'done' GROUP BY 1, 2 ORDER BY 1, 2
        """,
        row ->
            "%s: %d of %s, the last of decision %d"
                .formatted(row.getString(1), row.getLong(3), row.getString(2), row.getLong(4)));
  }

  /// How positions moved, in order.
  List<Move> moves() throws SQLException {
    return rows(
        "SELECT service, partition, mover, claim, from_offset, to_offset, at FROM tap.move"
            + " ORDER BY id",
        row ->
            new Move(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                row.getBoolean(4),
                row.getLong(5),
                row.getLong(6),
                row.getTimestamp(7).toInstant()));
  }

  List<Held> directory() throws SQLException {
    Map<String, Set<String>> members = new HashMap<>();
    rows(
        "SELECT group_id, member_id FROM proj_v1.membership WHERE to_seq IS NULL",
        row ->
            members.computeIfAbsent(row.getString(1), _ -> new TreeSet<>()).add(row.getString(2)));
    return rows(
        "SELECT tenant, id, type, version, document::text FROM proj_v1.resource ORDER BY 1, 2",
        row ->
            new Held(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                JSON.readObject(row.getString(5).getBytes(StandardCharsets.UTF_8)),
                members.getOrDefault(row.getString(2), Set.of())));
  }

  private Map<Integer, Long> numbers(String sql) throws SQLException {
    var numbers = new TreeMap<Integer, Long>();
    rows(sql, row -> numbers.put(row.getInt(1), row.getLong(2)));
    return numbers;
  }

  private <T> List<T> rows(String sql, RowReader<T> reader) throws SQLException {
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
