package dev.rollcall.projection.history;

import dev.rollcall.projection.history.core.RecordedRequest;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// Where the history is kept. All fail with `StoreUnavailableException` while the store does not
/// serve.
public interface HistoryStore {

  /// The requests that touched a resource, oldest first: asked about it, changed it, or changed the
  /// groups that it is in.
  ///
  /// @param after the last `seq` that is known already, 0 for the beginning
  Mono<List<RecordedRequest>> touching(TenantId tenant, ResourceId resource, long after, int limit);

  /// How many bytes the decision records of the same requests have.
  Mono<List<Long>> lengths(TenantId tenant, ResourceId resource, long after, int limit);

  /// Some documents of a resource by version; deleted states are missing.
  Mono<Map<Long, JsonObject>> versions(
      TenantId tenant, ResourceId resource, Collection<Long> versions);

  /// One request; empty where none of this id is decided.
  Mono<RecordedRequest> request(TenantId tenant, RequestId request);

  /// The decided parts of a bulk request in their order, by the request id of the first.
  Mono<List<RequestId>> parts(TenantId tenant, RequestId first);

  /// The exact bytes of a decision record; empty where there is none yet.
  Mono<byte[]> decision(TenantId tenant, RequestId request);
}
