package dev.rollcall.connector.reconciliation.postgres;

import dev.rollcall.connector.delivery.LanePages;
import dev.rollcall.connector.reconciliation.FindingStore.Known;
import dev.rollcall.connector.reconciliation.RunStore.Run;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// Looks for what is known of resources of ours.
///
/// @param batch how many are looked up at once
record Looks(DatabaseClient database, int batch) {

  Mono<Instant> now() {
    return database
        .sql(FindingSql.NOW)
        .map(row -> Objects.requireNonNull(row.get("now", Instant.class)))
        .one();
  }

  Mono<List<Known>> known(Run run, String resourceType, List<String> remoteIds, Instant since) {
    return database
        .sql(FindingSql.OF_REMOTE)
        .bind("target", run.targetId())
        .bind("remotes", remoteIds.toArray(String[]::new))
        .bind("type", resourceType)
        .bind("since", since)
        .map(Looks::known)
        .all()
        .collectList();
  }

  Mono<List<Known>> unseen(Run run, List<String> resourceTypes, String after) {
    return database
        .sql(FindingSql.UNSEEN)
        .bind("target", run.targetId())
        .bind("run", run.id())
        .bind("types", resourceTypes.toArray(String[]::new))
        .bind("since", run.begunAt())
        .bind("after", after)
        .bind("limit", batch)
        .map(Looks::known)
        .all()
        .collectList();
  }

  Mono<List<Known>> groups(Run run, String after) {
    return database
        .sql(FindingSql.GROUPS)
        .bind("target", run.targetId())
        .bind("run", run.id())
        .bind("since", run.begunAt())
        .bind("after", after)
        .bind("limit", batch)
        .map(Looks::known)
        .all()
        .collectList();
  }

  private static Known known(Readable row) {
    var resource =
        new ResourceRef(
            PostgresRuns.text(row, "resource_type"),
            new ResourceId(PostgresRuns.text(row, "resource_id")));
    return new Known(
        new LanePages.Key(resource, PostgresRuns.number(row, "generation")),
        row.get("remote_id", String.class),
        Boolean.TRUE.equals(row.get("settled", Boolean.class)));
  }
}
