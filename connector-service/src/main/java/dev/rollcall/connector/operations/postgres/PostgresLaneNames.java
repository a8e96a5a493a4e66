package dev.rollcall.connector.operations.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.operations.LaneNames;
import java.util.Objects;
import reactor.core.publisher.Mono;

/// Names of lanes, from the lane table.
public final class PostgresLaneNames implements LaneNames {

  /// A recorded target comes before one of the file with the same name, as it does for delivery.
  private static final String LANE =
      """
      SELECT l.target_id FROM connector.lane l
      WHERE l.tenant = :tenant AND l.state <> 'removed'
        AND l.target_id IN (:name, :name || '@' || :tenant)
      ORDER BY position('@' IN l.target_id) DESC LIMIT 1
      """;

  private final Database database;

  public PostgresLaneNames(Database database) {
    this.database = database;
  }

  @Override
  public Mono<String> laneOf(String tenant, String targetName) {
    return database
        .relaxed()
        .sql(LANE)
        .bind("tenant", tenant)
        .bind("name", targetName)
        .map(row -> Objects.requireNonNull(row.get("target_id", String.class)))
        .one()
        .defaultIfEmpty(targetName);
  }
}
