package dev.rollcall.connector.intake.postgres;

import dev.rollcall.connector.intake.core.FoldedBatch.EventRow;
import dev.rollcall.connector.intake.core.FoldedBatch.RowKey;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/// Notes who may no longer be in, for each target that may have them in.
final class ClockWriter {
  private static final String USER = "User";

  /// One who left before and is still in leaves once, unless he was back in between.
  ///
  /// A receiver of events that may know of them. A target that has the account, is about to create
  /// it, or is about to make it active again. It stands behind the raise of the keys, whose locks
  /// keep workers from taking them meanwhile.
  private static final String LEAVERS =
      """
      INSERT INTO connector.leaver (target_id, resource_id, seq, tenant, cause, request_id, since)
      SELECT l.target_id, n.id, n.seq, n.tenant, n.cause, n.request_id, n.since::timestamptz
      FROM unnest(?, ?, ?, ?, ?, ?) AS n (tenant, id, seq, cause, request_id, since)
      JOIN connector.lane l ON l.tenant = n.tenant AND l.state <> 'removed'
      LEFT JOIN connector.link a ON a.target_id = l.target_id AND a.resource_id = n.id
      LEFT JOIN connector.lane_key k ON k.target_id = l.target_id AND k.resource_id = n.id
      WHERE ((l.delivery = 'strict' AND (k.presence IS DISTINCT FROM 'untold' OR EXISTS (
          SELECT 1 FROM connector.outbox w WHERE w.target_id = l.target_id
            AND w.resource_id = n.id AND w.seq < n.seq AND NOT w.discarded))) OR k.state = 'working' OR a.state = 'intent'
        OR (a.state = 'linked' AND a.shadow -> 'active' IS DISTINCT FROM 'false'::jsonb)
        OR (a.state = 'linked' AND EXISTS (SELECT 1 FROM connector.barrier b
          WHERE b.target_id = l.target_id AND b.resource_id = n.id AND b.kind = 'reactivated'
            AND b.seq < n.seq)))
        AND NOT EXISTS (SELECT 1 FROM connector.leaver o
          WHERE o.target_id = l.target_id AND o.resource_id = n.id AND o.off_at IS NULL
            AND o.seq < n.seq
            AND NOT EXISTS (SELECT 1 FROM connector.barrier b WHERE b.target_id = l.target_id
              AND b.resource_id = n.id AND b.kind = 'reactivated' AND b.seq BETWEEN o.seq AND n.seq)
            AND NOT EXISTS (SELECT 1 FROM connector.outbox e WHERE e.target_id = l.target_id
              AND e.resource_id = n.id AND e.seq BETWEEN o.seq AND n.seq
              AND e.fact ->> 'fact' IN ('resource.reactivated', 'resource.created')))
      ON CONFLICT DO NOTHING
      """;

  /// Nobody who may be in is on again.
  private static final String BACK =
      """
      DELETE FROM connector.leaver o USING unnest(?, ?, ?) AS n (tenant, id, seq)
      WHERE o.tenant = n.tenant AND o.resource_id = n.id AND o.seq < n.seq AND o.off_at IS NULL
        AND o.cause = 'on_again'
      """;

  private final Connection connection;

  ClockWriter(Connection connection) {
    this.connection = connection;
  }

  void write(List<EventRow> events) throws SQLException {
    back(events.stream().filter(ClockWriter::comesBack).toList());
    List<EventRow> leavers = leavers(events);
    if (leavers.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(LEAVERS)) {
      statement.setArray(1, text(leavers, row -> row.key().tenant()));
      statement.setArray(2, text(leavers, row -> row.key().id()));
      statement.setArray(
          3, connection.createArrayOf("int8", leavers.stream().map(EventRow::seq).toArray()));
      statement.setArray(4, text(leavers, ClockWriter::cause));
      statement.setArray(5, text(leavers, EventRow::requestId));
      statement.setArray(6, text(leavers, row -> row.recordedAt().toString()));
      statement.execute();
    }
  }

  private void back(List<EventRow> comers) throws SQLException {
    if (comers.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(BACK)) {
      statement.setArray(1, text(comers, row -> row.key().tenant()));
      statement.setArray(2, text(comers, row -> row.key().id()));
      statement.setArray(
          3, connection.createArrayOf("int8", comers.stream().map(EventRow::seq).toArray()));
      statement.execute();
    }
  }

  private static boolean comesBack(EventRow event) {
    return event.fact() instanceof ResourceReactivated;
  }

  /// Who is deactivated and then deleted leaves once, unless he was back in between.
  private static List<EventRow> leavers(List<EventRow> events) {
    var leavers = new ArrayList<EventRow>();
    var left = new HashSet<RowKey>();
    for (EventRow event : events) {
      if (leaves(event)) {
        if (left.add(event.key())) {
          leavers.add(event);
        }
      } else if (event.fact() instanceof ResourceReactivated
          || event.fact() instanceof ResourceCreated) {
        left.remove(event.key());
      }
    }
    return leavers;
  }

  private static boolean leaves(EventRow row) {
    return row.fact().resource().type().equals(USER) && row.fact().isDeparture();
  }

  private static String cause(EventRow row) {
    return row.fact() instanceof ResourceDeleted ? "deleted" : "deactivated";
  }

  private java.sql.Array text(List<EventRow> rows, Function<EventRow, String> column)
      throws SQLException {
    return connection.createArrayOf("text", rows.stream().map(column).toArray());
  }
}
