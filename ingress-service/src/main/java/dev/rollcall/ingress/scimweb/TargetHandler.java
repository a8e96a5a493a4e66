package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.targets.RecordedTargets;
import dev.rollcall.ingress.targets.RecordedTargets.Recorded;
import dev.rollcall.ingress.targets.RecordedTargets.Verdict;
import dev.rollcall.ingress.targets.TargetSecrets;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Command.DeleteResource;
import dev.rollcall.schemas.event.Command.PatchResource;
import dev.rollcall.schemas.event.Command.ReplaceResource;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.sealing.SealingException;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.administration.TargetDocument;
import dev.rollcall.scim.resource.ResourceRenderer;
import dev.rollcall.scim.schema.StorableText;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// The configuration of targets in the administration interface. It is recorded like every request,
/// with its secrets sealed, and only after a connector has said that it can be used.
public final class TargetHandler {
  private static final String TYPE = ReservedType.TARGET.typeName();
  private static final String NONE = "No target of this name was recorded.";
  private static final String DRY_RUN = "dryRun";
  private static final Set<String> SWITCHES = Set.of("enabled", "paused");

  /// A key file that is being replaced is there again in a moment.
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final RecordedTargets targets;
  private final TargetSecrets secrets;
  private final Recorder recorder;
  private final Bodies bodies;
  private final ErrorAnswers errors;

  TargetHandler(RecordedTargets targets, TargetSecrets secrets, WriteHandler.Tools tools) {
    this.targets = targets;
    this.secrets = secrets;
    this.recorder = tools.recorder();
    this.bodies = tools.bodies();
    this.errors = tools.errors();
  }

  /// `GET /admin/delivery/targets/{id}/configuration`: without its secrets.
  public Mono<ServerResponse> configuration(ServerRequest request) {
    String name = name(request);
    Mono<ServerResponse> none = Mono.defer(() -> errors.answer(ScimError.notFound(NONE)));
    return TargetDocument.canBeName(name)
        ? targets
            .find(Callers.tenant(request), name)
            .filter(it -> !TargetDocument.isDeleted(it.document()))
            .flatMap(it -> shown(request, it))
            .switchIfEmpty(none)
        : none;
  }

  /// `GET /admin/delivery/configurations`: which targets of the tenant are recorded, in the order
  /// of their names.
  public Mono<ServerResponse> list(ServerRequest request) {
    TenantId tenant = Callers.tenant(request);
    return targets
        .all(tenant)
        .collectList()
        .flatMap(all ->
            ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(TargetAnswers.list(tenant, all)));
  }

  /// `PUT /admin/delivery/targets/{id}`: a secret that is not named is kept.
  public Mono<ServerResponse> replace(ServerRequest request) {
    return write(
        request,
        new Way() {
          @Override
          public Result<JsonObject> settle(@Nullable JsonObject before, JsonObject sent) {
            return TargetDocument.replaced(before, sent);
          }

          @Override
          public Command command(ResourceId id, List<String> ifMatch, JsonObject sent) {
            return new ReplaceResource(TYPE, id, ifMatch, sent);
          }
        });
  }

  /// `PATCH /admin/delivery/targets/{id}`: a merge patch (RFC 7396).
  public Mono<ServerResponse> patch(ServerRequest request) {
    return write(
        request,
        new Way() {
          @Override
          public Result<JsonObject> settle(@Nullable JsonObject before, JsonObject sent) {
            return before == null
                ? Result.refused(ScimError.notFound(NONE))
                : TargetDocument.patched(before, sent);
          }

          @Override
          public Command command(ResourceId id, List<String> ifMatch, JsonObject sent) {
            return new PatchResource(TYPE, id, ifMatch, sent);
          }
        });
  }

  /// `DELETE /admin/delivery/targets/{id}`: the app keeps what it has.
  public Mono<ServerResponse> delete(ServerRequest request) {
    if (!TargetDocument.canBeName(name(request))) {
      return errors.answer(ScimError.notFound(NONE));
    }
    var command = new DeleteResource(TYPE, id(request), EntityTagHeaders.ifMatch(request));
    return recorder.record(
        request,
        command,
        (recorded, decision) ->
            decision.outcome() instanceof Accepted
                ? ServerResponse.noContent().build()
                : errors.answer(DecisionAnswers.error(recorded, decision.outcome())));
  }

  /// How a body changes a configuration.
  private interface Way {
    /// What the configuration becomes, as far as can be seen before the request is decided.
    Result<JsonObject> settle(@Nullable JsonObject before, JsonObject sent);

    Command command(ResourceId id, List<String> ifMatch, JsonObject sent);
  }

  private Mono<ServerResponse> write(ServerRequest request, Way way) {
    if (!TargetDocument.canBeName(name(request))) {
      return refused(
          "The name of a target has letters, digits, '-' and '_', and at most 64 of them.");
    }
    String check = request.queryParam("check").orElse("call");
    if (!check.equals("call") && !check.equals("skip")) {
      return refused("'check' is 'call' or 'skip'.");
    }
    if (!request.queryParam(DRY_RUN).orElse("true").equals("true")) {
      return refused("'dryRun' is 'true', or is not said.");
    }
    if (isDryRun(request) && !EntityTagHeaders.ifMatch(request).isEmpty()) {
      return refused("'dryRun' compares with what there is, and takes no If-Match.");
    }
    return bodies
        .read(request)
        .flatMap(read ->
            switch (read.flatMap(body -> unnamed(request, body))) {
              case Result.Refused<JsonObject>(var error) -> errors.answer(error);
              case Result.Ok<JsonObject>(var body) ->
                  secrets
                      .sealed(Callers.tenant(request), name(request), body)
                      .flatMap(sealed -> settle(request, way, sealed))
                      .onErrorResume(SealingException.class, this::unsealed);
            });
  }

  /// The name is the address's; what was read or answered can be sent back.
  static Result<JsonObject> unnamed(ServerRequest request, JsonObject body) {
    if (!StorableText.isStorable(body)) {
      return Result.badRequest(
          ScimType.INVALID_VALUE, "A configuration holds a text or a number that cannot be kept.");
    }
    JsonObject told = TargetAnswers.asSent(body);
    return told.text("id").filter(name(request)::equals).isPresent()
        ? Result.ok(told.without("id"))
        : Result.ok(told);
  }

  private Mono<ServerResponse> settle(ServerRequest request, Way way, JsonObject sealed) {
    return targets
        .standing(Callers.tenant(request), name(request))
        .flatMap(before ->
            switch (way.settle(before.orElse(null), sealed)) {
              case Result.Refused<JsonObject>(var error) -> errors.answer(error);
              case Result.Ok<JsonObject>(var document) -> {
                var change = new TargetAnswers.Change(before.orElse(null), document);
                if (isDryRun(request) && change.isNone()) {
                  // What is recorded was checked when it was.
                  yield told(request, change);
                }
                yield checked(request, sealed, document)
                    .flatMap(verdict ->
                        TargetAnswers.problem(verdict)
                            .map(this::refused)
                            .orElseGet(() ->
                                isDryRun(request)
                                    ? told(request, change)
                                    : record(
                                        request,
                                        way,
                                        sealed,
                                        new Saved(document, verdict.called()))));
              }
            });
  }

  private static boolean isDryRun(ServerRequest request) {
    return request.queryParam(DRY_RUN).isPresent();
  }

  /// What a request would change; nothing is recorded.
  private static Mono<ServerResponse> told(ServerRequest request, TargetAnswers.Change change) {
    return ServerResponse.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(TargetAnswers.change(name(request), change));
  }

  /// A configuration as it is expected to stand, and whether the app was called before.
  private record Saved(JsonObject document, boolean called) {}

  /// What a connector says of it. Switching a target off needs nobody's leave.
  private Mono<Verdict> checked(ServerRequest request, JsonObject sent, JsonObject document) {
    if (SWITCHES.containsAll(sent.members().keySet()) && isIdle(document)) {
      return Mono.just(Verdict.UNASKED);
    }
    boolean call = !request.queryParam("check").orElse("").equals("skip");
    return targets.check(Callers.tenant(request), name(request), document, call);
  }

  private static boolean isIdle(JsonObject document) {
    return JsonBoolean.TRUE.equals(document.get("paused"))
        || JsonBoolean.FALSE.equals(document.get("enabled"));
  }

  private Mono<ServerResponse> record(
      ServerRequest request, Way way, JsonObject sealed, Saved saved) {
    return recorder.record(
        request,
        way.command(id(request), EntityTagHeaders.ifMatch(request), sealed),
        (recorded, decision) -> answer(request, recorded, decision, saved));
  }

  private Mono<ServerResponse> answer(
      ServerRequest request, Request recorded, Decision decision, Saved saved) {
    return decision.outcome() instanceof Accepted accepted
        ? ServerResponse.status(accepted.status())
            .header(HttpHeaders.ETAG, ResourceRenderer.entityTag(accepted.version()))
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(
                TargetAnswers.saved(
                    name(request),
                    TargetAnswers.document(decision).orElse(saved.document()),
                    saved.called()))
        : errors.answer(DecisionAnswers.error(recorded, decision.outcome()));
  }

  private Mono<ServerResponse> shown(ServerRequest request, Recorded recorded) {
    String tag = ResourceRenderer.entityTag(recorded.version());
    return EntityTagHeaders.hasAlready(request, tag)
        ? ServerResponse.status(HttpStatus.NOT_MODIFIED).header(HttpHeaders.ETAG, tag).build()
        : ServerResponse.ok()
            .header(HttpHeaders.ETAG, tag)
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(TargetAnswers.shown(name(request), recorded.document()));
  }

  private Mono<ServerResponse> refused(String detail) {
    return errors.answer(ScimError.badRequest(ScimType.INVALID_VALUE, detail));
  }

  private Mono<ServerResponse> unsealed(SealingException e) {
    return errors.answer(
        new ScimError(
            HttpStatus.SERVICE_UNAVAILABLE.value(),
            null,
            "Secrets cannot be sealed, so that nothing was recorded: " + e.getMessage() + "."),
        RETRY_AFTER);
  }

  private static String name(ServerRequest request) {
    return request.pathVariable("id");
  }

  private static ResourceId id(ServerRequest request) {
    return ReservedType.TARGET.id(name(request));
  }
}
