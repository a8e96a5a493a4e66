package dev.rollcall.projection.directory;

import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.TenantId;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// Where the directory is kept. Every question is one statement, and every answer is bounded.
///
/// All fail with `StoreUnavailableException` while the store does not serve.
public interface DirectoryStore {

  /// A resource by its address.
  ///
  /// @param tenant whose directory
  /// @param id as the client wrote it
  record Address(TenantId tenant, String type, String id) {}

  /// What is wanted of each resource beside its document.
  ///
  /// @param groups the groups that users are in
  /// @param managerName the name of a user's manager
  record Also(boolean groups, boolean managerName) {}

  /// Looks up one resource.
  Mono<Lookup> find(Address address, EntityTags known, Also also);

  /// Searches.
  Mono<Hits> search(Search search, Also also);

  /// The definitions of a tenant's profile, in the order in which they were made.
  Mono<List<StoredDefinition>> definitions(TenantId tenant);

  /// The first members of each of the groups, ordered by id; groups without members are missing.
  ///
  /// @param limit members of each group at most
  Mono<Map<String, List<Member>>> firstMembers(TenantId tenant, List<String> groups, int limit);

  /// The members of a group behind one of them, ordered by id.
  Mono<List<Member>> membersBehind(Address group, String member, int limit);
}
