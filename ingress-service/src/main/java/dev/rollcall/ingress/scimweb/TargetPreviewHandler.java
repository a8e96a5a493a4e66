package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.targets.RecordedTargets;
import dev.rollcall.ingress.targets.RecordedTargets.Told;
import dev.rollcall.ingress.targets.TargetSecrets;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.sealing.SealingException;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.administration.TargetDocument;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// `POST /admin/delivery/targets/{id}/preview`: what a target would get of a resource, also by a
/// configuration that is not saved. Nothing is recorded.
public final class TargetPreviewHandler {
  private static final String CONFIGURATION = "configuration";

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final RecordedTargets targets;
  private final TargetSecrets secrets;
  private final Bodies bodies;
  private final ErrorAnswers errors;

  TargetPreviewHandler(RecordedTargets targets, TargetSecrets secrets, WriteHandler.Tools tools) {
    this.targets = targets;
    this.secrets = secrets;
    this.bodies = tools.bodies();
    this.errors = tools.errors();
  }

  /// Answers as a connector does.
  public Mono<ServerResponse> show(ServerRequest request) {
    String name = request.pathVariable("id");
    if (!TargetDocument.canBeName(name)) {
      return errors.answer(ScimError.notFound("No target can have this name."));
    }
    TenantId tenant = Callers.tenant(request);
    return bodies
        .read(request)
        .flatMap(read ->
            switch (read) {
              case Result.Refused<JsonObject>(var error) -> errors.answer(error);
              case Result.Ok<JsonObject>(var question) ->
                  whole(request, question)
                      .flatMap(whole ->
                          switch (whole) {
                            case Result.Refused<JsonObject>(var error) -> errors.answer(error);
                            case Result.Ok<JsonObject>(var it) ->
                                targets.preview(tenant, name, it).flatMap(this::passedOn);
                          })
                      .onErrorResume(SealingException.class, this::unsealed);
            });
  }

  /// A configuration is asked about as it would be recorded: a secret that is not named is the one
  /// that is there.
  private Mono<Result<JsonObject>> whole(ServerRequest request, JsonObject question) {
    if (!(question.get(CONFIGURATION) instanceof JsonObject given)) {
      return Mono.just(Result.ok(question));
    }
    return switch (TargetHandler.unnamed(request, given)) {
      case Result.Refused<JsonObject>(var error) -> Mono.just(Result.refused(error));
      case Result.Ok<JsonObject>(var configuration) -> settled(request, question, configuration);
    };
  }

  private Mono<Result<JsonObject>> settled(
      ServerRequest request, JsonObject question, JsonObject configuration) {
    TenantId tenant = Callers.tenant(request);
    String name = request.pathVariable("id");
    return secrets
        .sealed(tenant, name, configuration)
        .flatMap(sealed ->
            targets
                .standing(tenant, name)
                .map(before -> TargetDocument.replaced(before.orElse(null), sealed)))
        .map(settled -> settled.flatMap(it -> Result.ok(question.with(CONFIGURATION, it))));
  }

  /// Errors are SCIM errors on every route of ours.
  private Mono<ServerResponse> passedOn(Told told) {
    var status = HttpStatusCode.valueOf(told.status());
    return ServerResponse.status(status)
        .contentType(status.isError() ? ScimMedia.SCIM_JSON : MediaType.APPLICATION_JSON)
        .bodyValue(json.write(told.body()));
  }

  private Mono<ServerResponse> unsealed(SealingException e) {
    return errors.answer(
        new ScimError(503, null, "Secrets cannot be sealed: " + e.getMessage() + "."));
  }
}
