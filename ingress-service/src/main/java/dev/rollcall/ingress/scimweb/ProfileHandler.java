package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.reads.Profiles;
import dev.rollcall.ingress.reads.TenantProfile;
import dev.rollcall.schemas.event.Command.ReplaceResource;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.profile.Profile;
import dev.rollcall.scim.resource.ResourceRenderer;
import dev.rollcall.scim.schema.StorableText;
import java.util.ArrayList;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// A tenant's own resource types, extensions and dialects, in the administration interface. A
/// definition is a recorded request like all others: from its place in the log on, requests are
/// decided under it.
final class ProfileHandler {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final Profiles profiles;
  private final Recorder recorder;
  private final Bodies bodies;
  private final ErrorAnswers errors;

  ProfileHandler(Profiles profiles, WriteHandler.Tools tools) {
    this.profiles = profiles;
    this.recorder = tools.recorder();
    this.bodies = tools.bodies();
    this.errors = tools.errors();
  }

  /// `GET /admin/resource-types`: the definitions, without what every tenant has.
  Mono<ServerResponse> resourceTypes(ServerRequest request) {
    return profiles
        .changed(Callers.tenant(request))
        .flatMap(known -> {
          var documents = new ArrayList<Json>();
          known
              .profile()
              .definitions()
              .forEach((name, document) -> documents.add(document.with("name", name(name))));
          return ok(JsonObject.of("resourceTypes", new JsonArray(documents)));
        });
  }

  /// `GET /admin/resource-types/{name}`.
  Mono<ServerResponse> resourceType(ServerRequest request) {
    String name = request.pathVariable("name");
    return profiles
        .changed(Callers.tenant(request))
        .flatMap(known ->
            Optional.ofNullable(known.profile().definitions().get(name))
                .map(document -> shown(request, known, name, document))
                .orElseGet(() ->
                    errors.answer(ScimError.notFound("'" + name + "' is not defined here."))));
  }

  /// `GET /admin/dialects`.
  Mono<ServerResponse> dialects(ServerRequest request) {
    return profiles
        .changed(Callers.tenant(request))
        .flatMap(known -> shown(request, known, Profile.DIALECTS, known.profile().dialects()));
  }

  /// `PUT /admin/resource-types/{name}`.
  Mono<ServerResponse> defineResourceType(ServerRequest request) {
    return define(request, Profile.RESOURCE_TYPE, request.pathVariable("name"));
  }

  /// `PUT /admin/dialects`.
  Mono<ServerResponse> defineDialects(ServerRequest request) {
    return define(request, Profile.DIALECTS, Profile.DIALECTS);
  }

  private Mono<ServerResponse> define(ServerRequest request, String kind, String name) {
    return profiles
        .changed(Callers.tenant(request))
        .flatMap(known ->
            bodies
                .read(request)
                .flatMap(read ->
                    switch (read.flatMap(body -> checked(known, kind, name, body))) {
                      case Result.Refused<JsonObject>(var error) -> errors.answer(error);
                      case Result.Ok<JsonObject>(var body) -> record(request, kind, name, body);
                    }));
  }

  /// What can be seen to be wrong is not recorded; what is right may be refused all the same, where
  /// another definition comes in between.
  private static Result<JsonObject> checked(
      TenantProfile known, String kind, String name, JsonObject body) {
    return StorableText.isStorable(body)
        ? known.profile().defined(kind, name, body).map(_ -> body)
        : Result.badRequest(
            ScimType.INVALID_VALUE, "A definition holds a text or a number that cannot be kept.");
  }

  private Mono<ServerResponse> record(
      ServerRequest request, String kind, String name, JsonObject body) {
    var command =
        new ReplaceResource(kind, new ResourceId(name), EntityTagHeaders.ifMatch(request), body);
    return recorder.record(
        request,
        command,
        (recorded, decision) ->
            profiles.changed(recorded.tenant()).flatMap(_ -> answer(recorded, decision, body)));
  }

  private Mono<ServerResponse> answer(Request request, Decision decision, JsonObject document) {
    return decision.outcome() instanceof Accepted accepted
        ? ServerResponse.status(accepted.status())
            .header(HttpHeaders.ETAG, ResourceRenderer.entityTag(accepted.version()))
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(json.write(document))
        : errors.answer(DecisionAnswers.error(request, decision.outcome()));
  }

  private Mono<ServerResponse> shown(
      ServerRequest request, TenantProfile known, String name, JsonObject document) {
    Long version = known.versions().get(name);
    if (version == null) {
      return ok(document);
    }
    String tag = ResourceRenderer.entityTag(version);
    return EntityTagHeaders.hasAlready(request, tag)
        ? ServerResponse.status(HttpStatus.NOT_MODIFIED).header(HttpHeaders.ETAG, tag).build()
        : ServerResponse.ok()
            .header(HttpHeaders.ETAG, tag)
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(json.write(document));
  }

  private Mono<ServerResponse> ok(JsonObject body) {
    return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(json.write(body));
  }

  private static Json name(String name) {
    return new JsonString(name);
  }
}
