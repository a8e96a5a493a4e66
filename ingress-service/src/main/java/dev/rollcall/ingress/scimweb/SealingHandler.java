package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.targets.RecordedTargets;
import dev.rollcall.ingress.targets.RecordedTargets.Named;
import dev.rollcall.ingress.targets.TargetSecrets;
import dev.rollcall.ingress.targets.TargetSecrets.Outdated;
import dev.rollcall.schemas.event.Command.PatchResource;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.sealing.SealingException;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.administration.TargetDocument;
import dev.rollcall.scim.resource.ResourceRenderer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Under which keys the secrets of a tenant's targets are sealed. What is sealed under a key of
/// before is sealed anew under the newest one, target by target, each as a recorded request: a call
/// that was cut off is made once more and goes on.
public final class SealingHandler {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final RecordedTargets targets;
  private final TargetSecrets secrets;
  private final Recorder recorder;
  private final ErrorAnswers errors;

  SealingHandler(RecordedTargets targets, TargetSecrets secrets, WriteHandler.Tools tools) {
    this.targets = targets;
    this.secrets = secrets;
    this.recorder = tools.recorder();
    this.errors = tools.errors();
  }

  /// `GET /admin/delivery/sealing`.
  public Mono<ServerResponse> show(ServerRequest request) {
    return standings(Callers.tenant(request))
        .flatMap(all -> answer(all, List.of(), 0))
        .onErrorResume(SealingException.class, this::unsealed);
  }

  /// `POST /admin/delivery/sealing`: returns when all are sealed anew that can be.
  public Mono<ServerResponse> reseal(ServerRequest request) {
    return standings(Callers.tenant(request))
        .flatMap(all ->
            Flux.fromIterable(all)
                .filter(it -> !it.outdated().keyIds().isEmpty())
                .concatMap(it -> reseal(request, it))
                .collectList())
        .flatMap(
            attempts -> standings(Callers.tenant(request)).flatMap(all -> answered(all, attempts)))
        .onErrorResume(SealingException.class, this::unsealed);
  }

  private record Standing(Named target, Outdated outdated) {}

  /// What came of one.
  ///
  /// @param problem why it is as it was, or null
  private record Attempt(String target, @Nullable String problem) {}

  private Mono<List<Standing>> standings(TenantId tenant) {
    return targets
        .all(tenant)
        .concatMap(it ->
            secrets.outdated(it.recorded().document()).map(outdated -> new Standing(it, outdated)))
        .collectList();
  }

  private Mono<Attempt> reseal(ServerRequest request, Standing standing) {
    String name = standing.target().name();
    TenantId tenant = Callers.tenant(request);
    JsonObject document = standing.target().recorded().document();
    return secrets
        .resealed(tenant, name, document)
        .flatMap(patch ->
            switch (TargetDocument.patched(document, patch)) {
              case Result.Refused<JsonObject>(var error) ->
                  Mono.just(new Attempt(name, error.detail()));
              case Result.Ok<JsonObject>(var next) ->
                  targets
                      .check(tenant, name, next, false)
                      .flatMap(verdict ->
                          verdict.problems().isEmpty()
                              ? record(request, standing.target(), patch)
                              : Mono.just(
                                  new Attempt(name, String.join("; ", verdict.problems()))));
            })
        .onErrorResume(
            SealingException.class,
            e -> Mono.just(new Attempt(name, String.valueOf(e.getMessage()))));
  }

  /// Only what was read is replaced: whoever configures the target meanwhile is not undone.
  private Mono<Attempt> record(ServerRequest request, Named target, JsonObject patch) {
    var command =
        new PatchResource(
            ReservedType.TARGET.typeName(),
            ReservedType.TARGET.id(target.name()),
            List.of(ResourceRenderer.entityTag(target.recorded().version())),
            patch);
    return recorder
        .recordBeside(request, command)
        .map(decision -> new Attempt(target.name(), problem(decision)));
  }

  private static @Nullable String problem(Decision decision) {
    return decision.outcome() instanceof Outcome.Accepted
        ? null
        : "It was configured otherwise meanwhile. Call once more";
  }

  private Mono<ServerResponse> answered(List<Standing> all, List<Attempt> attempts) {
    var problems = new ArrayList<Json>();
    for (Attempt attempt : attempts) {
      if (attempt.problem() != null) {
        problems.add(
            JsonObject.builder()
                .put("target", attempt.target())
                .put("detail", attempt.problem())
                .build());
      }
    }
    return answer(all, problems, attempts.size() - problems.size());
  }

  private Mono<ServerResponse> answer(List<Standing> all, List<Json> problems, int resealed) {
    var left = new ArrayList<Json>();
    String newest = "";
    for (Standing standing : all) {
      newest = standing.outdated().newestKey();
      standing
          .outdated()
          .keyIds()
          .forEach((member, key) ->
              left.add(
                  JsonObject.builder()
                      .put("target", standing.target().name())
                      .put("member", member)
                      .put("keyId", key)
                      .build()));
    }
    var body = JsonObject.builder();
    if (!newest.isEmpty()) {
      body.put("newestKey", newest);
    }
    body.put("targets", all.size())
        .put("resealed", resealed)
        .put("left", left.size())
        .put("secrets", new JsonArray(left))
        .put("problems", new JsonArray(problems));
    return ServerResponse.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(json.write(body.build()));
  }

  private Mono<ServerResponse> unsealed(SealingException e) {
    return errors.answer(
        new ScimError(
            HttpStatus.SERVICE_UNAVAILABLE.value(),
            null,
            "The sealing keys cannot be used: " + e.getMessage() + "."));
  }
}
