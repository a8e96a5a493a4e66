package dev.rollcall.ingress.scimweb;

import dev.rollcall.schemas.Sha256;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.message.Discovery;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// The discovery documents (RFC 7644 section 4). Paging and sorting do not count here, and a filter
/// is forbidden.
final class DiscoveryHandler {
  private static final String META = "meta";
  private static final String RESOURCES = "Resources";
  private static final int HASH_BYTES = 8;

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

  /// The version of a document is a hash of what it says (RFC 7643 section 3.1, `meta.version`).
  private Mono<ServerResponse> shown(ServerRequest request, JsonObject document) {
    JsonObject versioned = versioned(document);
    String tag =
        versioned.get(META) instanceof JsonObject meta
            ? meta.text("version").orElseThrow()
            : tag(versioned);
    return EntityTagHeaders.hasAlready(request, tag)
        ? ServerResponse.status(HttpStatus.NOT_MODIFIED).header(HttpHeaders.ETAG, tag).build()
        : ServerResponse.ok()
            .header(HttpHeaders.ETAG, tag)
            .contentType(ScimMedia.SCIM_JSON)
            .bodyValue(json.write(versioned));
  }

  private JsonObject versioned(JsonObject document) {
    if (document.get(RESOURCES) instanceof JsonArray(List<Json> resources)) {
      return document.with(
          RESOURCES,
          new JsonArray(
              resources.stream()
                  .map(it -> it instanceof JsonObject each ? versioned(each) : it)
                  .toList()));
    }
    return document.get(META) instanceof JsonObject meta
        ? document.with(META, meta.with("version", new JsonString(tag(document))))
        : document;
  }

  private String tag(JsonObject document) {
    byte[] hash = Sha256.of(json.write(document));
    return "W/\"" + HexFormat.of().formatHex(hash, 0, HASH_BYTES) + "\"";
  }

  private Mono<ServerResponse> answer(ServerRequest request, Optional<JsonObject> document) {
    if (request.queryParam("filter").isPresent()) {
      return errors.answer(new ScimError(403, null, "Discovery documents cannot be filtered."));
    }
    return document
        .map(it -> shown(request, it))
        .orElseGet(() -> errors.answer(ScimError.notFound("There is no such document.")));
  }
}
