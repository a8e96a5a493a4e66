package dev.rollcall.projection.directory.http;

import dev.rollcall.projection.directory.DirectoryStore.Address;
import dev.rollcall.projection.directory.ReservedStore;
import dev.rollcall.projection.directory.StoredDefinition;
import dev.rollcall.projection.http.ScimAnswers;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.ScimError;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Resources of reserved types over HTTP, as they were recorded. They are for our own services:
/// what is sealed in them is not shown to anybody.
final class ReservedRoutes {
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

  private static JsonObject body(StoredDefinition found) {
    return JsonObject.builder()
        .put("version", found.version())
        .put("document", found.document())
        .build();
  }
}
