package dev.rollcall.projection.directory;

import dev.rollcall.projection.directory.DirectoryStore.Address;
import dev.rollcall.schemas.event.TenantId;
import java.util.List;
import reactor.core.publisher.Mono;

/// Where resources of reserved types are kept, beside those of the directory.
public interface ReservedStore {

  /// A resource of a reserved type as it was recorded; empty where there is none.
  Mono<StoredDefinition> find(Address address);

  /// Resources of a reserved type, in the order of their ids.
  ///
  /// @param after the last id of the page before, or an empty text
  Mono<List<StoredDefinition>> page(TenantId tenant, String type, String after, int limit);
}
