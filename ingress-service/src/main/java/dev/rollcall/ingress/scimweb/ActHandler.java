package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.reads.DryRuns;
import dev.rollcall.ingress.reads.ReadAnswer;
import dev.rollcall.schemas.event.Command.CreateResource;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import java.net.URI;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/// Acts on dead letters. A dry run is a question to the connector; a real act is a recorded request
/// like all others, and the connector carries it out when it reads the decision.
public final class ActHandler {
  private static final String DRY_RUN = "dryRun";

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final DryRuns dryRuns;
  private final WriteHandler.Tools tools;
  private final String publicBaseUrl;

  ActHandler(DryRuns dryRuns, WriteHandler.Tools tools, String publicBaseUrl) {
    this.dryRuns = dryRuns;
    this.tools = tools;
    this.publicBaseUrl = publicBaseUrl;
  }

  /// `POST /admin/delivery/targets/{id}/acts`.
  public Mono<ServerResponse> act(ServerRequest request) {
    return tools
        .bodies()
        .read(request)
        .flatMap(read ->
            switch (read) {
              case Result.Refused<JsonObject>(var error) -> tools.errors().answer(error);
              case Result.Ok<JsonObject>(var body) -> act(request, body);
            });
  }

  private Mono<ServerResponse> act(ServerRequest request, JsonObject body) {
    Json dryRun = body.get(DRY_RUN);
    if (dryRun != null && !(dryRun instanceof JsonBoolean)) {
      return tools.errors().answer(new ScimError(400, null, "'dryRun' is true or false."));
    }
    String target = request.pathVariable("id");
    // What makes no sense is not recorded.
    return dryRuns
        .act(Callers.tenant(request), target, body)
        .flatMap(answer ->
            answer.status() != HttpStatus.OK.value() || JsonBoolean.TRUE.equals(dryRun)
                ? passOn(answer)
                : dropped(answer).then(Mono.defer(() -> record(request, target, body))));
  }

  private Mono<ServerResponse> record(ServerRequest request, String target, JsonObject body) {
    JsonObject act =
        JsonObject.builder().put("target", target).putAll(body.without(DRY_RUN).members()).build();
    var command =
        new CreateResource(
            ReservedType.DELIVERY_ACT.typeName(),
            ReservedType.DELIVERY_ACT.id(tools.ids().next()),
            act);
    return tools
        .recorder()
        .record(request, command, (recorded, decision) -> answer(recorded, decision, target, act));
  }

  private Mono<ServerResponse> answer(
      Request recorded, Decision decision, String target, JsonObject act) {
    if (!(decision.outcome() instanceof Accepted accepted)) {
      return tools.errors().answer(DecisionAnswers.error(recorded, decision.outcome()));
    }
    // A repeat of a request whose answer was lost names the first one's act.
    String id = ReservedType.DELIVERY_ACT.nameIn(accepted.resource().id());
    URI location =
        UriComponentsBuilder.fromUriString(publicBaseUrl)
            .pathSegment("admin", "delivery", "targets", target, "acts", id)
            .build()
            .encode()
            .toUri();
    JsonObject answer =
        JsonObject.builder().put("id", id).putAll(act.members()).put("state", "queued").build();
    return ServerResponse.status(HttpStatus.CREATED)
        .location(location)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(json.write(answer));
  }

  private static Mono<ServerResponse> passOn(ReadAnswer answer) {
    var status = HttpStatusCode.valueOf(answer.status());
    return ServerResponse.status(status)
        .contentType(status.isError() ? ScimMedia.SCIM_JSON : MediaType.APPLICATION_JSON)
        .body(BodyInserters.fromPublisher(answer.body(), DataBuffer.class));
  }

  private static Mono<Void> dropped(ReadAnswer answer) {
    return answer.body().doOnNext(DataBufferUtils::release).then();
  }
}
