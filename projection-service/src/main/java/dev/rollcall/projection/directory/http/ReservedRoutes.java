package dev.rollcall.projection.directory.http;

import dev.rollcall.projection.directory.DirectoryStore.Address;
import dev.rollcall.projection.directory.ReservedStore;
import dev.rollcall.projection.directory.StoredDefinition;
import dev.rollcall.projection.http.ScimAnswers;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.ScimError;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Resources of reserved types over HTTP, as they were recorded. They are for our own services:
/// what is sealed in them is not shown to anybody.
final class ReservedRoutes {
  private static final int PAGE_MAX = 200;

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final ReservedStore store;
  private final ScimAnswers answers;

  ReservedRoutes(ReservedStore store, ScimAnswers answers) {
    this.store = store;
    this.answers = answers;
  }

  Mono<ServerResponse> get(ServerRequest request) {
    var address =
        new Address(
            new TenantId(request.pathVariable("tenant")),
            request.pathVariable("type"),
            request.pathVariable("id"));
    return store
        .find(address)
        .flatMap(found ->
            ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json.write(body(found))))
        .switchIfEmpty(
            Mono.defer(() -> answers.refused(ScimError.notFound("There is no such resource."))));
  }

  /// A page: the next one begins behind its last id.
  Mono<ServerResponse> page(ServerRequest request) {
    return store
        .page(
            new TenantId(request.pathVariable("tenant")),
            request.pathVariable("type"),
            request.queryParam("after").orElse(""),
            PAGE_MAX)
        .flatMap(found -> {
          List<Json> resources =
              found.stream()
                  .map(it -> (Json) body(it).with("id", new JsonString(it.name())))
                  .toList();
          return ServerResponse.ok()
              .contentType(MediaType.APPLICATION_JSON)
              .bodyValue(json.write(JsonObject.of("resources", new JsonArray(resources))));
        });
  }

  private static JsonObject body(StoredDefinition found) {
    return JsonObject.builder()
        .put("version", found.version())
        .put("document", found.document())
        .build();
  }
}
