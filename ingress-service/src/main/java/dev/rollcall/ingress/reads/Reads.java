package dev.rollcall.ingress.reads;

import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The query side. Every answer is there as it came: status, entity tag, bytes. Where the query
/// side does not answer, [ReadsUnavailableException].
public interface Reads {

  /// One resource as the client wants it.
  ///
  /// @param tenant whose directory, and the version of the profile under which it is read at least
  Mono<ReadAnswer> resource(Reader tenant, ResourceRef resource, View view);

  /// A list.
  ///
  /// @param query a SearchRequest (RFC 7644 section 3.4.3) with `resourceTypes`
  Mono<ReadAnswer> search(Reader tenant, JsonObject query);

  /// Who reads.
  ///
  /// @param caller the id of the credential: cursors are good for who got them
  /// @param profileVersion the newest version of the tenant's profile that is known here
  record Reader(TenantId tenant, String caller, long profileVersion) {}

  /// A tenant's definitions as they stand.
  Mono<TenantProfile> profile(TenantId tenant);

  /// The bytes of a decision record; empty where there is none yet.
  Mono<byte[]> decision(TenantId tenant, RequestId request);

  /// A request and its decision, `{"request":{…},"decision":{…}}`; empty where there is no decision
  /// yet.
  Mono<byte[]> request(TenantId tenant, RequestId request);

  /// What of a resource is wanted.
  ///
  /// @param attributes as the client wrote them, comma-separated, or null
  /// @param specified names of attributes that a write specified and that are returned on request
  /// @param ifNoneMatch entity tags that need no body, as the client wrote them
  record View(
      @Nullable String attributes,
      @Nullable String excludedAttributes,
      List<String> specified,
      List<String> ifNoneMatch) {
    public View {
      specified = List.copyOf(specified);
      ifNoneMatch = List.copyOf(ifNoneMatch);
    }

    /// The same with the names of what a write specified.
    public View specifying(List<String> names) {
      return new View(attributes, excludedAttributes, names, ifNoneMatch);
    }
  }
}
