package dev.rollcall.connector.operations;

import reactor.core.publisher.Mono;

/// Port to which lane a target has, by the name that its tenant knows.
@FunctionalInterface
public interface LaneNames {

  /// Returns the name of the lane; the given name where the tenant has no such target, so that
  /// whoever looks for its keys finds none.
  Mono<String> laneOf(String tenant, String targetName);
}
