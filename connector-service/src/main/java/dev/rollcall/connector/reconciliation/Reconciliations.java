package dev.rollcall.connector.reconciliation;

import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Port to reconciliations, for whoever looks at them.
public interface Reconciliations {

  /// Where a reconciliation is.
  record Place(String tenant, String targetId, String id) {}

  /// Which findings are asked for.
  ///
  /// @param kinds any where empty
  /// @param resourceTypes any where empty
  /// @param ours only what is ours, or only what is not; any where empty
  /// @param after the number of the last finding that was seen
  record Question(
      List<String> kinds, List<String> resourceTypes, String ours, long after, int limit) {
    public Question {
      kinds = List.copyOf(kinds);
      resourceTypes = List.copyOf(resourceTypes);
    }
  }

  /// Lists the reconciliations of a target, the latest first.
  Flux<JsonObject> list(String tenant, String targetId, int limit);

  /// Shows one; empty where there is none.
  Mono<JsonObject> one(Place place);

  /// Returns findings of one in the order in which they were found.
  Flux<JsonObject> findings(Place place, Question question);
}
