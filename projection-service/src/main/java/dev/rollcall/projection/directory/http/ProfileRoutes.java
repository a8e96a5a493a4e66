package dev.rollcall.projection.directory.http;

import dev.rollcall.projection.directory.DirectoryStore;
import dev.rollcall.projection.directory.StoredDefinition;
import dev.rollcall.projection.directory.TenantProfiles;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// A tenant's definitions over HTTP, as they stand and from no memory.
final class ProfileRoutes {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final DirectoryStore store;

  ProfileRoutes(DirectoryStore store) {
    this.store = store;
  }

  Mono<ServerResponse> profile(ServerRequest request) {
    return store
        .definitions(new TenantId(request.pathVariable("tenant")))
        .flatMap(definitions ->
            ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json.write(body(definitions))));
  }

  private static JsonObject body(List<StoredDefinition> definitions) {
    var elements = new ArrayList<Json>(definitions.size());
    for (StoredDefinition each : definitions) {
      elements.add(
          JsonObject.builder()
              .put("kind", each.kind())
              .put("name", each.name())
              .put("version", each.version())
              .put("document", each.document())
              .build());
    }
    return JsonObject.builder()
        .put("version", TenantProfiles.version(definitions))
        .put("definitions", new JsonArray(elements))
        .build();
  }
}
