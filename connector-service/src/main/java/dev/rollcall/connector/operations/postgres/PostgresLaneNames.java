package dev.rollcall.connector.operations.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.operations.LaneNames;
import java.util.Objects;
import reactor.core.publisher.Mono;

/// Names of lanes, from the lane table.
public final class PostgresLaneNames implements LaneNames {

  /// The database has the one rule (V11): every statement that is given a target's name asks it.
  private static final String LANE = "SELECT connector.lane_of(:tenant, :name) AS target_id";

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
        .one();
  }
}
