package dev.rollcall.connector.operations;

import reactor.core.publisher.Mono;

/// Port to what consumers of feeds have acknowledged.
@FunctionalInterface
public interface Consumers {

  /// Says whether everything that a feed has told of a resource is acknowledged; empty where the
  /// target is no feed of the tenant's.
  ///
  /// @param lane of the target
  Mono<Boolean> acknowledged(String tenant, String lane, String resourceId);
}
