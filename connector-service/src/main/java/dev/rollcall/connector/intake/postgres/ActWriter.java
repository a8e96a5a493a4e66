package dev.rollcall.connector.intake.postgres;

import dev.rollcall.connector.intake.core.FoldedBatch.ReservedRow;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.administration.TargetDocument;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Queues the acts that the log has, and keeps those that are history. An act is there once: the
/// same decision again queues nothing. The log has a target by the name that its tenant knows, and
/// the queue by its lane.
final class ActWriter {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final String TARGET = "target";

  /// What a target was like then is not known, and an empty filter would mean whatever is there
  /// now.
  private static final String OF_BEFORE =
      "It was asked before the connector's database was made anew or brought back; ask again if it"
          + " is still wanted.";

  /// Whoever carries acts out refuses one of a kind that it does not know.
  private static final String ACTS =
      """
      INSERT INTO connector.act (id, tenant, target_id, kind, body, request_id, recorded_at)
      SELECT n.id, n.tenant, connector.lane_of(n.tenant, n.target), n.kind, n.body::jsonb,
        n.request_id, n.recorded_at::timestamptz
      FROM unnest(?, ?, ?, ?, ?, ?, ?)
        AS n (id, tenant, target, kind, body, request_id, recorded_at)
      ON CONFLICT DO NOTHING
      """;

  /// When these are read the lane of a recorded target may be still to come, but its definition is
  /// there: it stands before them in the log.
  private static final String HISTORY =
      """
      INSERT INTO connector.act
        (id, tenant, target_id, kind, body, request_id, recorded_at, state, says, ended_at)
      SELECT n.id, n.tenant,
        CASE WHEN r.name IS NULL THEN connector.lane_of(n.tenant, n.target)
          ELSE n.target || '@' || n.tenant END,
        n.kind, n.body::jsonb, n.request_id, n.recorded_at::timestamptz, 'refused', ?, now()
      FROM unnest(?, ?, ?, ?, ?, ?, ?)
        AS n (id, tenant, target, kind, body, request_id, recorded_at)
      LEFT JOIN connector.reserved_resource r ON r.type = ? AND r.tenant = n.tenant
        AND r.name = n.target AND r.document <> ?::jsonb
      ON CONFLICT DO NOTHING
      """;

  private final Connection connection;

  ActWriter(Connection connection) {
    this.connection = connection;
  }

  /// @param historySeq acts up to this decision are older than the database: they are kept to be
  ///   seen, and nobody carries them out once more
  void write(List<ReservedRow> reserved, long historySeq) throws SQLException {
    Map<Boolean, List<ReservedRow>> acts =
        reserved.stream()
            .filter(row -> row.type() == ReservedType.DELIVERY_ACT)
            .collect(Collectors.partitioningBy(row -> row.seq() <= historySeq));
    history(acts.getOrDefault(true, List.of()));
    queue(acts.getOrDefault(false, List.of()));
  }

  private void history(List<ReservedRow> acts) throws SQLException {
    if (acts.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(HISTORY)) {
      statement.setString(1, OF_BEFORE);
      int next = columns(statement, acts, 2);
      statement.setString(next, ReservedType.TARGET.typeName());
      statement.setString(next + 1, JSON.writeText(TargetDocument.deleted()));
      statement.execute();
    }
  }

  private void queue(List<ReservedRow> acts) throws SQLException {
    if (acts.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(ACTS)) {
      columns(statement, acts, 1);
      statement.execute();
    }
  }

  /// Binds the columns of `n` and returns the index of the next parameter.
  private int columns(PreparedStatement statement, List<ReservedRow> acts, int first)
      throws SQLException {
    int index = first;
    statement.setArray(index++, text(acts, ReservedRow::name));
    statement.setArray(index++, text(acts, ReservedRow::tenant));
    statement.setArray(index++, text(acts, row -> member(row, TARGET)));
    statement.setArray(index++, text(acts, row -> member(row, "act")));
    statement.setArray(index++, text(acts, ActWriter::body));
    statement.setArray(index++, text(acts, ReservedRow::requestId));
    statement.setArray(index++, text(acts, row -> row.recordedAt().toString()));
    return index;
  }

  private static String member(ReservedRow row, String name) {
    return row.document().text(name).orElse("");
  }

  /// The target has a column of its own.
  private static String body(ReservedRow row) {
    JsonObject act = row.document().without(TARGET);
    return JSON.writeText(act);
  }

  private java.sql.Array text(List<ReservedRow> rows, Function<ReservedRow, String> column)
      throws SQLException {
    return connection.createArrayOf("text", rows.stream().map(column).toArray());
  }
}
