package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.BodyBytes;
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
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

/// Acts of administrators on deliveries: on dead letters, on holds, on replays. A dry run is a
/// question to the connector; a real act is a recorded request like all others, and the connector
/// carries it out when it reads the decision.
public final class ActHandler {
  private static final String DRY_RUN = "dryRun";
  private static final String ACTS = "acts";

  /// An act is about as long as the question that asked for it.
  private static final int ACT_BYTES_MAX = 64 * 1024;

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
    return read(request, body -> act(request, body));
  }

  /// What is asked for is in the body. A `?dryRun=true` that is passed over would be an act in
  /// earnest.
  private Mono<ServerResponse> read(
      ServerRequest request, Function<JsonObject, Mono<ServerResponse>> answer) {
    if (!request.queryParams().isEmpty()) {
      return tools
          .errors()
          .answer(
              new ScimError(
                  400, null, "An act takes no parameters in its address: all is in the body."));
    }
    return tools
        .bodies()
        .read(request)
        .flatMap(read ->
            switch (read) {
              case Result.Refused<JsonObject>(var error) -> tools.errors().answer(error);
              case Result.Ok<JsonObject>(var body) -> answer.apply(body);
            });
  }

  private Mono<ServerResponse> act(ServerRequest request, JsonObject body) {
    Json dryRun = body.get(DRY_RUN);
    if (dryRun != null && !(dryRun instanceof JsonBoolean)) {
      return tools.errors().answer(new ScimError(400, null, "'dryRun' is true or false."));
    }
    String target = request.pathVariable("id");
    var place = new Place(target, ACTS, HttpStatus.CREATED);
    // What makes no sense is not recorded.
    return dryRuns
        .act(Callers.tenant(request), List.of(target, ACTS), body)
        .flatMap(answer ->
            answer.status() != HttpStatus.OK.value() || JsonBoolean.TRUE.equals(dryRun)
                ? passOn(answer)
                : dropped(answer).then(Mono.defer(() -> record(request, body, place))));
  }

  /// `POST /admin/delivery/targets/{id}/holds/{holdId}`.
  public Mono<ServerResponse> decide(ServerRequest request) {
    return ordered(request, List.of("holds", request.pathVariable("holdId")), ACTS);
  }

  /// `POST /admin/delivery/targets/{id}/replay`: the replay is called like its act.
  public Mono<ServerResponse> replay(ServerRequest request) {
    return ordered(request, List.of("replay"), "replays");
  }

  /// `POST /admin/delivery/targets/{id}/replays/{replayId}`.
  public Mono<ServerResponse> changeReplay(ServerRequest request) {
    return ordered(request, List.of("replays", request.pathVariable("replayId")), ACTS);
  }

  /// The connector checks an order and says the act that it is.
  ///
  /// @param path below the target
  /// @param list below the target, where the answer will be found under the act's id
  private Mono<ServerResponse> ordered(ServerRequest request, List<String> path, String list) {
    String target = request.pathVariable("id");
    var whole = new ArrayList<String>(List.of(target));
    whole.addAll(path);
    var place = new Place(target, list, HttpStatus.ACCEPTED);
    return read(
        request,
        body ->
            dryRuns
                .act(Callers.tenant(request), whole, body)
                .flatMap(answer ->
                    answer.status() != HttpStatus.OK.value()
                            || JsonBoolean.TRUE.equals(body.get(DRY_RUN))
                        ? passOn(answer)
                        : said(answer)
                            .map(act -> act.with("by", new JsonString(caller(request))))
                            .flatMap(act -> record(request, act, place))));
  }

  private Mono<JsonObject> said(ReadAnswer answer) {
    return BodyBytes.of(answer.body(), ACT_BYTES_MAX).map(json::readObject);
  }

  private static String caller(ServerRequest request) {
    return Callers.credential(request).id();
  }

  /// Where an act is found, below a target.
  ///
  /// @param status of the answer that says so
  private record Place(String target, String list, HttpStatus status) {}

  private Mono<ServerResponse> record(ServerRequest request, JsonObject asked, Place place) {
    JsonObject act =
        JsonObject.builder()
            .put("target", place.target())
            .putAll(asked.without(DRY_RUN).members())
            .build();
    var command =
        new CreateResource(
            ReservedType.DELIVERY_ACT.typeName(),
            ReservedType.DELIVERY_ACT.id(tools.ids().next()),
            act);
    return tools
        .recorder()
        .record(request, command, (recorded, decision) -> answer(recorded, decision, place, act));
  }

  private Mono<ServerResponse> answer(
      Request recorded, Decision decision, Place place, JsonObject act) {
    if (!(decision.outcome() instanceof Accepted accepted)) {
      return tools.errors().answer(DecisionAnswers.error(recorded, decision.outcome()));
    }
    // A repeat of a request whose answer was lost names the first one's act.
    String id = ReservedType.DELIVERY_ACT.nameIn(accepted.resource().id());
    URI location =
        UriComponentsBuilder.fromUriString(publicBaseUrl)
            .pathSegment("admin", "delivery", "targets", place.target(), place.list(), id)
            .build()
            .encode()
            .toUri();
    JsonObject answer =
        JsonObject.builder().put("id", id).putAll(act.members()).put("state", "queued").build();
    return ServerResponse.status(place.status())
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
