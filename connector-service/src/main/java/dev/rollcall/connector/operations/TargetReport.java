package dev.rollcall.connector.operations;

import dev.rollcall.schemas.json.JsonObject;
import reactor.core.publisher.Mono;

/// Port to how one target is doing.
@FunctionalInterface
public interface TargetReport {

  /// Returns what there is to say beyond its line in the list: backlog by state and priority, rate,
  /// failures by class, and sentences; empty where the tenant has no such target.
  ///
  /// @param targetId its lane
  Mono<JsonObject> of(String tenant, String targetId);
}
