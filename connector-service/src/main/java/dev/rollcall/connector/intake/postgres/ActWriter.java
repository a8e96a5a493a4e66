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

  /// An act of a kind that this version does not know is kept as one that is refused.
  private static final String ACTS =
      """
      INSERT INTO connector.act (id, tenant, target_id, kind, body, request_id, recorded_at, state,
        says, ended_at)
      SELECT n.id, n.tenant, coalesce(
          (SELECT l.target_id FROM connector.lane l
            WHERE l.tenant = n.tenant AND l.state <> 'removed'
              AND l.target_id IN (n.target, n.target || '@' || n.tenant)
            ORDER BY position('@' IN l.target_id) DESC LIMIT 1), n.target),
        CASE WHEN n.known THEN n.kind ELSE 'cancel' END, n.body::jsonb,
        n.request_id, n.recorded_at::timestamptz, CASE WHEN n.known THEN 'queued' ELSE 'refused' END,
        CASE WHEN NOT n.known THEN 'This version does not know the act.' END,
        CASE WHEN NOT n.known THEN now() END
      FROM (SELECT *, kind IN ('redrive', 'discard', 'cancel', 'reconcile', 'repair')
        AS known
        FROM unnest(?, ?, ?, ?, ?, ?, ?)
          AS u (id, tenant, target, kind, body, request_id, recorded_at)) AS n
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
