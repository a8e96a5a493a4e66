package dev.rollcall.ingress.reads;

import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import reactor.core.publisher.Mono;

/// Port to what the connector says of an act before it is recorded: whether it makes sense, and
/// whom it would concern. Nothing is changed by asking.
@FunctionalInterface
public interface DryRuns {

  /// Asks. Where the connector does not answer, [ReadsUnavailableException].
  ///
  /// @param path the segments below `targets`
  Mono<ReadAnswer> act(TenantId tenant, List<String> path, JsonObject act);
}
