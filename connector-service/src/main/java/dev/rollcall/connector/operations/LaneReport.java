package dev.rollcall.connector.operations;

import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Port to what operators may see of delivery, of one tenant at a time.
public interface LaneReport {

  /// Returns each target with how far it is.
  Flux<JsonObject> targets(String tenant);

  /// Returns a target with how far it is; empty where the tenant has none of this name.
  Mono<JsonObject> target(String tenant, String targetId);

  /// Returns keys of a target, those that failed last first.
  Flux<JsonObject> keys(KeyQuery query);

  /// Returns how far the decisions are folded, and how many keys wait.
  Mono<JsonObject> progress(String tenant, List<Integer> partitions);

  /// Says whether PostgreSQL answers.
  Mono<Boolean> answers();

  /// Which keys are asked for.
  ///
  /// @param states the states that are wanted; all that are not done where empty
  record KeyQuery(String tenant, String targetId, List<String> states, int limit) {
    public KeyQuery {
      states = List.copyOf(states);
    }
  }
}
