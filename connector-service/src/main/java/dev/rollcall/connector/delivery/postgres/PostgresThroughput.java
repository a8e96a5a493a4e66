package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.ThroughputStore;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// What was done in each minute, in PostgreSQL.
public final class PostgresThroughput implements ThroughputStore {
  private static final String ADD =
      """
      INSERT INTO connector.throughput AS t (target_id, instance, minute, applied, failed)
      SELECT n.target_id, :instance, date_trunc('minute', now()), n.applied, n.failed
      FROM unnest(:targets, :applied, :failed) AS n (target_id, applied, failed)
      ON CONFLICT (target_id, instance, minute) DO UPDATE
      SET applied = t.applied + excluded.applied, failed = t.failed + excluded.failed
      """;

  private static final String FORGET =
      "DELETE FROM connector.throughput WHERE minute < now() - interval '1 hour'";

  private final Database database;
  private final String instance;

  public PostgresThroughput(Database database, String instance) {
    this.database = database;
    this.instance = instance;
  }

  @Override
  public Mono<Void> add(List<Done> done) {
    DatabaseClient client = database.relaxed();
    return client
        .sql(ADD)
        .bind("instance", instance)
        .bind("targets", done.stream().map(Done::targetId).toArray(String[]::new))
        .bind("applied", done.stream().map(Done::applied).toArray(Long[]::new))
        .bind("failed", done.stream().map(Done::failed).toArray(Long[]::new))
        .then()
        .then(client.sql(FORGET).then());
  }
}
