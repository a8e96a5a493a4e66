package dev.rollcall.projection.directory;

import dev.rollcall.projection.directory.DirectoryStore.Address;
import reactor.core.publisher.Mono;

/// Where resources of reserved types are kept, beside those of the directory.
@FunctionalInterface
public interface ReservedStore {

  /// A resource of a reserved type as it was recorded; empty where there is none.
  Mono<StoredDefinition> find(Address address);
}
