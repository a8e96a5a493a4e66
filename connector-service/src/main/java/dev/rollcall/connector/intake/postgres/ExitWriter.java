package dev.rollcall.connector.intake.postgres;

import dev.rollcall.connector.holds.core.MassChange;
import dev.rollcall.connector.intake.core.FoldedBatch.Exit;
import dev.rollcall.connector.mapping.Shapings;
import dev.rollcall.connector.mapping.core.Shaping;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// Opens an act where one request may take very many people out of a target's scope: they wait
/// until it is weighed. Whom the request concerns at most is counted here; who does leave is found
/// out by the rules that deliver, and not in the transaction that keeps everybody's intake waiting.
final class ExitWriter {

  /// The members of groups that are about to go, where a scope names the group.
  private static final String MEMBERS =
      """
      SELECT n.tenant, n.request_id, n.group_id, m.member_id
      FROM unnest(?, ?, ?) AS n (tenant, request_id, group_id)
      JOIN connector.member m ON m.tenant = n.tenant AND m.group_id = n.group_id
      WHERE EXISTS (SELECT 1 FROM connector.lane l WHERE l.tenant = n.tenant
        AND l.state <> 'removed' AND n.group_id = ANY (l.scope_groups))
      """;

  /// Who is in scope and has an account, of whom no other act decides and no person has said that
  /// they stay. A lane without scope and mapping takes nobody away by them. People are counted only
  /// as far as it matters: below so many the share is too large.
  private static final String FOUND =
      """
      WITH found AS (
        SELECT l.target_id, n.tenant, n.request_id, l.mass_percent, l.mass_people,
          array_agg(DISTINCT n.id) AS ids
        FROM unnest(?, ?, ?, ?) AS n (tenant, request_id, group_id, id)
        JOIN connector.lane l ON l.tenant = n.tenant AND l.delivery = 'state'
          AND l.state <> 'removed' AND l.mass_people < 2147483647
          AND (n.group_id = ANY (l.scope_groups) OR (n.group_id = '' AND l.shaping <> ?))
        JOIN connector.lane_key k ON k.target_id = l.target_id AND k.resource_id = n.id
          AND k.resource_type = 'User' AND k.in_scope
        JOIN connector.link i ON i.target_id = l.target_id AND i.resource_id = n.id
          AND i.state = 'linked'
        WHERE NOT EXISTS (SELECT 1 FROM connector.hold h WHERE h.id = k.hold_id
          AND (h.state IN ('weighing', 'held')
            OR (h.state = 'rejected' AND h.people IS NOT NULL)))
        GROUP BY l.target_id, n.tenant, n.request_id HAVING count(DISTINCT n.id) > 1)
      SELECT f.target_id, f.tenant, f.request_id, f.mass_percent, f.mass_people, f.ids,
        connector.linked_people(f.target_id,
          cardinality(f.ids) * 100 / greatest(f.mass_percent, 1) + 1) AS people
      FROM found f ORDER BY f.target_id, f.request_id
      """;

  private static final String HOLD =
      """
      INSERT INTO connector.hold (id, target_id, tenant, act, request_id, whole, state)
      VALUES (?, ?, ?, 'directory', ?, false, 'weighing')
      """;

  /// The keys are locked already, by what raised them.
  private static final String MARK =
      "UPDATE connector.lane_key SET hold_id = ? WHERE target_id = ? AND resource_id = ANY (?)";

  private final Connection connection;

  ExitWriter(Connection connection) {
    this.connection = connection;
  }

  /// Names whoever is in a group that is about to go. It stands before the batch.
  List<Exit> named(List<Exit> exits) throws SQLException {
    List<Exit> groups = exits.stream().filter(exit -> exit.memberId().isEmpty()).toList();
    if (groups.isEmpty()) {
      return exits;
    }
    var named = new ArrayList<Exit>();
    exits.stream().filter(exit -> !exit.memberId().isEmpty()).forEach(named::add);
    try (var statement = connection.prepareStatement(MEMBERS)) {
      statement.setArray(1, texts(groups, Exit::tenant));
      statement.setArray(2, texts(groups, Exit::requestId));
      statement.setArray(3, texts(groups, Exit::groupId));
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          named.add(
              new Exit(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
        }
      }
    }
    return named;
  }

  /// Opens the acts. It stands behind the batch and behind whoever leaves by a request himself.
  void write(List<Exit> exits) throws SQLException {
    if (exits.isEmpty()) {
      return;
    }
    for (Found found : found(exits)) {
      if (found.limit().isMass(found.ids().size(), found.people())) {
        open(found);
      }
    }
  }

  private record Found(
      String targetId,
      String tenant,
      String requestId,
      MassChange limit,
      List<String> ids,
      long people) {
    static Found of(ResultSet row) throws SQLException {
      return new Found(
          row.getString(1),
          row.getString(2),
          row.getString(3),
          new MassChange(row.getInt(4), row.getInt(5)),
          List.of((String[]) row.getArray(6).getArray()),
          row.getLong(7));
    }
  }

  private List<Found> found(List<Exit> exits) throws SQLException {
    var all = new ArrayList<Found>();
    try (var statement = connection.prepareStatement(FOUND)) {
      statement.setArray(1, texts(exits, Exit::tenant));
      statement.setArray(2, texts(exits, Exit::requestId));
      statement.setArray(3, texts(exits, Exit::groupId));
      statement.setArray(4, texts(exits, Exit::memberId));
      statement.setString(5, Shapings.fingerprint(Shaping.NONE));
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          all.add(Found.of(row));
        }
      }
    }
    return all;
  }

  private void open(Found found) throws SQLException {
    String id = UUID.randomUUID().toString();
    try (var statement = connection.prepareStatement(HOLD)) {
      statement.setString(1, id);
      statement.setString(2, found.targetId());
      statement.setString(3, found.tenant());
      statement.setString(4, found.requestId());
      statement.executeUpdate();
    }
    try (var statement = connection.prepareStatement(MARK)) {
      statement.setString(1, id);
      statement.setString(2, found.targetId());
      statement.setArray(3, connection.createArrayOf("text", found.ids().toArray()));
      statement.executeUpdate();
    }
  }

  private java.sql.Array texts(List<Exit> exits, Function<Exit, String> column)
      throws SQLException {
    return connection.createArrayOf("text", exits.stream().map(column).toArray());
  }
}
