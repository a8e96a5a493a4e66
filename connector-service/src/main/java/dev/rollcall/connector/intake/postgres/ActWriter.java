package dev.rollcall.connector.intake.postgres;

import dev.rollcall.connector.intake.core.FoldedBatch.ReservedRow;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/// Queues the acts that the log has. An act is there once: the same decision again queues nothing.
/// The log has a target by the name that its tenant knows, and the queue by its lane.
final class ActWriter {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final String TARGET = "target";

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

  private final Connection connection;

  ActWriter(Connection connection) {
    this.connection = connection;
  }

  void write(List<ReservedRow> reserved) throws SQLException {
    List<ReservedRow> acts =
        reserved.stream().filter(row -> row.type() == ReservedType.DELIVERY_ACT).toList();
    if (acts.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(ACTS)) {
      statement.setArray(1, text(acts, ReservedRow::name));
      statement.setArray(2, text(acts, ReservedRow::tenant));
      statement.setArray(3, text(acts, row -> member(row, TARGET)));
      statement.setArray(4, text(acts, row -> member(row, "act")));
      statement.setArray(5, text(acts, ActWriter::body));
      statement.setArray(6, text(acts, ReservedRow::requestId));
      statement.setArray(7, text(acts, row -> row.recordedAt().toString()));
      statement.execute();
    }
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
