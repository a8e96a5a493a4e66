package dev.rollcall.connector.mapping;

import dev.rollcall.connector.mapping.core.Subject;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Port to the resources of the read model.
@FunctionalInterface
public interface Subjects {

  /// Loads a resource; empty where the tenant has none of this id.
  ///
  /// @param groups the groups whose members are asked for
  Mono<Subject> load(Place place, Set<String> groups);

  /// A resource at a target.
  record Place(String tenant, String targetId, String resourceId) {}
}
