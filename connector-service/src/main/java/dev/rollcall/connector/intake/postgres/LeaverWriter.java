package dev.rollcall.connector.intake.postgres;

import dev.rollcall.connector.holds.core.MassChange;
import dev.rollcall.connector.holds.core.Tally;
import dev.rollcall.connector.intake.Leavers.Leaver;
import dev.rollcall.connector.intake.ReadModel.Changes;
import dev.rollcall.connector.intake.core.FoldedBatch.Burst;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts who leaves a target by a filter before others, and holds a request by which very many
/// people leave one. It runs behind the batch, in its transaction: nobody sees the raised keys
/// before.
final class LeaverWriter {
  private static final Logger log = LoggerFactory.getLogger(LeaverWriter.class);

  private static final String HURRY =
      """
      UPDATE connector.lane_key k SET priority = 0, due_at = now()
      FROM unnest(?, ?) AS n (target_id, resource_id)
      WHERE k.target_id = n.target_id AND k.resource_id = n.resource_id AND k.in_scope
        AND k.state IN ('waiting', 'failing', 'working')
        AND (k.presence = 'told' OR EXISTS (SELECT 1 FROM connector.link i
          WHERE i.target_id = k.target_id AND i.resource_id = k.resource_id
          AND i.state = 'linked'))
      """;

  /// Who has an account that is still on, at each target of the tenant.
  private static final String WEIGH =
      """
      SELECT l.target_id, l.mass_percent, l.mass_people,
        count(*) FILTER (WHERE r.document IS NOT NULL) AS deactivations,
        count(*) FILTER (WHERE r.document IS NULL) AS deletions,
        connector.linked_people(l.target_id) AS people,
        array_agg(n.id ORDER BY n.id) AS leavers
      FROM unnest(?) AS n (id)
      JOIN connector.lane l ON l.tenant = ? AND l.delivery = 'state' AND l.state <> 'removed'
      JOIN connector.link i ON i.target_id = l.target_id AND i.resource_id = n.id
        AND i.state = 'linked'
      JOIN connector.resource r ON r.tenant = l.tenant AND r.id = n.id
      WHERE r.document IS NULL OR (r.document ->> 'active' = 'false'
        AND i.shadow ->> 'active' IS DISTINCT FROM 'false')
      GROUP BY l.target_id
      """;

  private static final String HOLD =
      """
      INSERT INTO connector.hold (id, target_id, tenant, act, request_id, whole, state,
        deactivations, deletions, people, reason)
      VALUES (?, ?, ?, 'directory', ?, true, 'held', ?, ?, ?, ?)
      """;

  private static final String WAIT =
      """
      UPDATE connector.lane_key SET hold_id = ?,
        state = CASE WHEN state = 'working' THEN state ELSE 'held' END
      WHERE target_id = ? AND resource_id = ANY (?)
      """;

  private final Connection connection;

  LeaverWriter(Connection connection) {
    this.connection = connection;
  }

  void write(Changes changes) throws SQLException {
    hurry(changes.leavers());
    for (Burst burst : changes.batch().bursts()) {
      for (Found found : weigh(burst)) {
        if (found.limit().isMass(found.tally().people(), found.people())) {
          hold(burst, found);
        }
      }
    }
  }

  private void hurry(List<Leaver> leavers) throws SQLException {
    if (leavers.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(HURRY)) {
      statement.setArray(1, texts(leavers.stream().map(Leaver::targetId).toList()));
      statement.setArray(2, texts(leavers.stream().map(Leaver::resourceId).toList()));
      statement.executeUpdate();
    }
  }

  private record Found(
      String targetId, MassChange limit, Tally tally, int people, List<String> leavers) {}

  private List<Found> weigh(Burst burst) throws SQLException {
    var all = new ArrayList<Found>();
    try (var statement = connection.prepareStatement(WEIGH)) {
      statement.setArray(1, texts(burst.leavers()));
      statement.setString(2, burst.tenant());
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          all.add(
              new Found(
                  row.getString(1),
                  new MassChange(row.getInt(2), row.getInt(3)),
                  new Tally(row.getInt(4), row.getInt(5), 0),
                  row.getInt(6),
                  List.of((String[]) row.getArray(7).getArray())));
        }
      }
    }
    return all;
  }

  private void hold(Burst burst, Found found) throws SQLException {
    String id = UUID.randomUUID().toString();
    String sentence = found.limit().sentence(found.tally(), found.people());
    try (var statement = connection.prepareStatement(HOLD)) {
      statement.setString(1, id);
      statement.setString(2, found.targetId());
      statement.setString(3, burst.tenant());
      statement.setString(4, burst.requestId());
      statement.setInt(5, found.tally().deactivations());
      statement.setInt(6, found.tally().deletions());
      statement.setInt(7, found.people());
      statement.setString(8, sentence);
      statement.executeUpdate();
    }
    try (var statement = connection.prepareStatement(WAIT)) {
      statement.setString(1, id);
      statement.setString(2, found.targetId());
      statement.setArray(3, texts(found.leavers()));
      statement.executeUpdate();
    }
    log.warn(
        "Target {}: request {} waits for a person: {}",
        found.targetId(),
        burst.requestId(),
        sentence);
  }

  private java.sql.Array texts(List<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }
}
