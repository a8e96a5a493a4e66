package dev.rollcall.ingress.scimweb;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.message.Discovery;
import java.util.Optional;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// The discovery documents (RFC 7644 section 4). Paging and sorting do not count here, and a filter
/// is forbidden.
final class DiscoveryHandler {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final String scimBaseUrl;
  private final ErrorAnswers errors;

  DiscoveryHandler(String scimBaseUrl, ErrorAnswers errors) {
    this.scimBaseUrl = scimBaseUrl;
    this.errors = errors;
  }

  Mono<ServerResponse> serviceProviderConfig(ServerRequest request) {
    return answer(request, Optional.of(discovery(request).serviceProviderConfig()));
  }

  Mono<ServerResponse> resourceTypes(ServerRequest request) {
    return answer(request, Optional.of(discovery(request).resourceTypes()));
  }

  Mono<ServerResponse> resourceType(ServerRequest request, String name) {
    return answer(request, discovery(request).resourceType(name));
  }

  Mono<ServerResponse> schemas(ServerRequest request) {
    return answer(request, Optional.of(discovery(request).schemas()));
  }

  Mono<ServerResponse> schema(ServerRequest request, String urn) {
    return answer(request, discovery(request).schema(urn));
  }

  private Discovery discovery(ServerRequest request) {
    return new Discovery(Callers.profile(request).profile().schemas(), scimBaseUrl);
  }

  private Mono<ServerResponse> answer(ServerRequest request, Optional<JsonObject> document) {
    if (request.queryParam("filter").isPresent()) {
      return errors.answer(new ScimError(403, null, "Discovery documents cannot be filtered."));
    }
    return document
        .map(it -> ServerResponse.ok().contentType(ScimMedia.SCIM_JSON).bodyValue(json.write(it)))
        .orElseGet(() -> errors.answer(ScimError.notFound("There is no such document.")));
  }
}
