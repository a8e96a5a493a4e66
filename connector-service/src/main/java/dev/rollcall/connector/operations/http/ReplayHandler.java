package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.replay.DryRun;
import dev.rollcall.connector.replay.Replays;
import dev.rollcall.connector.replay.Replays.Begun;
import dev.rollcall.connector.replay.Replays.Change;
import dev.rollcall.connector.replay.Replays.Place;
import dev.rollcall.connector.replay.core.Order;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Replays: `POST …/targets/{id}/replay`, `GET …/replays`, `GET` and `POST …/replays/{replayId}`.
final class ReplayHandler implements InternalPart {
  private final Replays replays;
  private final DryRun dryRun;
  private final KnownTargets targets;

  ReplayHandler(Replays replays, DryRun dryRun, KnownTargets targets) {
    this.replays = replays;
    this.dryRun = dryRun;
    this.targets = targets;
  }

  @Override
  public void routes(RouterFunctions.Builder inside) {
    inside
        .POST("/targets/{id}/replay", this::begin)
        .GET("/targets/{id}/replays", this::list)
        .GET("/targets/{id}/replays/{replayId}", this::one)
        .POST("/targets/{id}/replays/{replayId}", this::change);
  }

  private Mono<ServerResponse> begin(ServerRequest request) {
    String tenant = request.pathVariable("tenant");
    String target = request.pathVariable("id");
    return JsonBody.read(
        request,
        body ->
            switch (Order.read(body)) {
              case Result.Refused<Order>(var error) ->
                  JsonBody.refuse(HttpStatus.BAD_REQUEST, String.valueOf(error.detail()));
              case Result.Ok<Order>(var order) when order.dryRun() ->
                  dryRun
                      .of(tenant, target, order)
                      .flatMap(answer -> JsonBody.write(HttpStatus.OK, answer))
                      .switchIfEmpty(
                          Mono.defer(() ->
                              JsonBody.refuse(
                                  HttpStatus.NOT_FOUND,
                                  "The tenant has no target of this name of which this can be"
                                      + " counted: one that gets every event is counted 'from'"
                                      + " 'present' or a resource alone")));
              case Result.Ok<Order>(_) ->
                  replays
                      .obstacle(tenant, target)
                      .flatMap(ReplayHandler::refusal)
                      .switchIfEmpty(
                          Mono.defer(() -> JsonBody.write(HttpStatus.OK, act(Order.ACT, body))));
            });
  }

  /// The act that is to be recorded: nothing begins here.
  private static JsonObject act(String kind, JsonObject body) {
    return JsonObject.builder().put("act", kind).putAll(body.without("dryRun").members()).build();
  }

  private static Mono<ServerResponse> refusal(Begun begun) {
    return switch (begun) {
      case Begun.Running _ -> Mono.empty();
      case Begun.NoTarget _ ->
          JsonBody.refuse(HttpStatus.NOT_FOUND, "The tenant has no target of this name");
      case Begun.Busy(var id) ->
          JsonBody.refuse(HttpStatus.CONFLICT, "Replay " + id + " is under way at this target");
    };
  }

  private Mono<ServerResponse> list(ServerRequest request) {
    String tenant = request.pathVariable("tenant");
    String target = request.pathVariable("id");
    return targets.ifThere(
        tenant, target, () -> JsonBody.list("replays", replays.list(tenant, target)));
  }

  private Mono<ServerResponse> one(ServerRequest request) {
    return shown(place(request));
  }

  private Mono<ServerResponse> change(ServerRequest request) {
    return JsonBody.read(
        request,
        body -> {
          Change change = change(body.text("change").orElse(""));
          if (change == null || !Set.of("change").containsAll(body.members().keySet())) {
            return JsonBody.refuse(
                HttpStatus.BAD_REQUEST, "'change' must be 'pause', 'resume' or 'cancel'");
          }
          Place place = place(request);
          return replays
              .one(place)
              .flatMap(replay -> changed(replay, change, place.replayId()))
              .switchIfEmpty(Mono.defer(ReplayHandler::unknown));
        });
  }

  private static Mono<ServerResponse> changed(JsonObject replay, Change change, String id) {
    return replay.text("state").filter(change.from()::contains).isPresent()
        ? JsonBody.write(
            HttpStatus.OK, act(change.act(), JsonObject.of("replayId", new JsonString(id))))
        : JsonBody.refuse(HttpStatus.CONFLICT, "The replay is over, or is in that state already");
  }

  private Mono<ServerResponse> shown(Place place) {
    return replays
        .one(place)
        .flatMap(replay -> JsonBody.write(HttpStatus.OK, replay))
        .switchIfEmpty(Mono.defer(ReplayHandler::unknown));
  }

  private static @Nullable Change change(String word) {
    return switch (word) {
      case "pause" -> Change.PAUSE;
      case "resume" -> Change.RESUME;
      case "cancel" -> Change.CANCEL;
      default -> null;
    };
  }

  private static Place place(ServerRequest request) {
    return new Place(
        request.pathVariable("tenant"),
        request.pathVariable("id"),
        request.pathVariable("replayId"));
  }

  private static Mono<ServerResponse> unknown() {
    return JsonBody.refuse(HttpStatus.NOT_FOUND, "The target has no such replay");
  }
}
