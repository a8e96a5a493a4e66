package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.operations.Insight;
import dev.rollcall.connector.operations.LaneNames;
import dev.rollcall.connector.parking.Acts;
import dev.rollcall.connector.parking.Letters;
import dev.rollcall.connector.parking.Letters.Place;
import dev.rollcall.connector.parking.Letters.Question;
import dev.rollcall.connector.parking.Letters.UnknownCursorException;
import dev.rollcall.connector.parking.TargetActs;
import dev.rollcall.connector.parking.TargetActs.NoSenseException;
import dev.rollcall.connector.parking.core.Act;
import dev.rollcall.connector.parking.core.LetterFilter;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Dead letters and the acts on them. Nothing here changes a key: an act comes through the log, and
/// what is posted here is a dry run.
final class DeadLetterHandler {
  static final Set<String> PARAMETERS =
      Stream.concat(LetterFilter.NAMES.stream(), Stream.of("limit", "cursor"))
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> PARKED = Set.of("parked", "discarded");

  private final LaneNames names;
  private final Letters letters;
  private final Acts acts;
  private final TargetActs targets;
  private final Insight insight;

  /// Those who know of acts.
  record Doers(Acts acts, TargetActs targets) {}

  DeadLetterHandler(LaneNames names, Letters letters, Doers doers, Insight insight) {
    this.names = names;
    this.letters = letters;
    this.acts = doers.acts();
    this.targets = doers.targets();
    this.insight = insight;
  }

  void routes(RouterFunctions.Builder inside) {
    inside
        .GET("/targets/{id}/deadletters", this::page)
        .GET("/targets/{id}/deadletters/{resource}", this::one)
        .GET("/targets/{id}/acts", this::acts)
        .POST("/targets/{id}/acts", this::dryRun)
        .GET("/targets/{id}/acts/{act}", this::act);
  }

  private Mono<ServerResponse> page(ServerRequest request) {
    Optional<Integer> limit = Queries.limit(request);
    if (limit.isEmpty()) {
      return JsonBody.refuse(HttpStatus.BAD_REQUEST, "'limit' is a whole number from 1 to 1000");
    }
    return switch (LetterFilter.read(filter(request))) {
      case Result.Refused<LetterFilter>(var error) ->
          JsonBody.refuse(HttpStatus.BAD_REQUEST, error.detail());
      case Result.Ok<LetterFilter>(var filter) -> {
        String cursor = request.queryParam("cursor").orElse(null);
        var question = new Question(filter, limit.get(), cursor);
        yield ifThere(request, place -> letters.page(place, question))
            .onErrorResume(
                UnknownCursorException.class,
                e -> JsonBody.refuse(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage())));
      }
    };
  }

  /// A filter in a query: each value as it is, repeated where there are several.
  private static JsonObject filter(ServerRequest request) {
    var filter = JsonObject.builder();
    for (String name : LetterFilter.NAMES) {
      List<String> values = request.queryParams().getOrDefault(name, List.of());
      if (values.size() == 1) {
        filter.put(name, values.getFirst());
      } else if (!values.isEmpty()) {
        filter.put(name, JsonArray.ofStrings(values));
      }
    }
    return filter.build();
  }

  private Mono<ServerResponse> one(ServerRequest request) {
    String resource = request.pathVariable("resource");
    return place(request)
        .flatMap(
            at -> insight.of(new Insight.Place(at.tenant(), at.targetId(), resource, at.base())))
        .filter(it -> it.text("state").filter(PARKED::contains).isPresent())
        .flatMap(it -> JsonBody.write(HttpStatus.OK, it))
        .switchIfEmpty(
            Mono.defer(() ->
                JsonBody.refuse(
                    HttpStatus.NOT_FOUND, "The target has no dead letter of this resource")));
  }

  private Mono<ServerResponse> acts(ServerRequest request) {
    Optional<Integer> limit = Queries.limit(request);
    return limit.isEmpty()
        ? JsonBody.refuse(HttpStatus.BAD_REQUEST, "'limit' is a whole number from 1 to 1000")
        : ifThere(
            request,
            place ->
                acts.acts(place, limit.get())
                    .collectList()
                    .map(all -> JsonObject.of("acts", new JsonArray(new ArrayList<Json>(all)))));
  }

  private Mono<ServerResponse> act(ServerRequest request) {
    return place(request)
        .flatMap(place -> acts.act(place, request.pathVariable("act")))
        .flatMap(it -> JsonBody.write(HttpStatus.OK, it))
        .switchIfEmpty(
            Mono.defer(
                () -> JsonBody.refuse(HttpStatus.NOT_FOUND, "The target has no act of this id")));
  }

  private Mono<ServerResponse> dryRun(ServerRequest request) {
    return JsonBody.read(
        request,
        body ->
            switch (Act.read(body.without("dryRun"))) {
              case Result.Refused<Act>(var error) ->
                  JsonBody.refuse(HttpStatus.BAD_REQUEST, error.detail());
              case Result.Ok<Act>(Act.OnKeys act) ->
                  ifThere(request, place -> letters.dryRun(place, act));
              case Result.Ok<Act>(Act.OnTarget act) -> onTarget(request, act);
              case Result.Ok<Act>(Act.Cancel(var actId, _)) ->
                  place(request)
                      .flatMap(place -> acts.act(place, actId))
                      .flatMap(
                          it -> JsonBody.write(HttpStatus.OK, it.with("dryRun", JsonBoolean.TRUE)))
                      .switchIfEmpty(
                          Mono.defer(() ->
                              JsonBody.refuse(
                                  HttpStatus.NOT_FOUND, "The target has no act of this id")));
            });
  }

  private Mono<ServerResponse> onTarget(ServerRequest request, Act.OnTarget act) {
    return place(request)
        .flatMap(place -> targets.dryRun(place, act))
        .flatMap(it -> JsonBody.write(HttpStatus.OK, it))
        .switchIfEmpty(
            Mono.defer(() ->
                JsonBody.refuse(
                    HttpStatus.NOT_FOUND,
                    "The tenant has no target of this name, or the target no such reconciliation")))
        .onErrorResume(
            NoSenseException.class,
            e -> JsonBody.refuse(HttpStatus.CONFLICT, String.valueOf(e.getMessage())));
  }

  private Mono<ServerResponse> ifThere(
      ServerRequest request, Function<Place, Mono<JsonObject>> answer) {
    return place(request)
        .flatMap(place ->
            letters
                .hasTarget(place)
                .flatMap(there ->
                    there
                        ? answer.apply(place).flatMap(it -> JsonBody.write(HttpStatus.OK, it))
                        : JsonBody.refuse(
                            HttpStatus.NOT_FOUND, "The tenant has no target of this name")));
  }

  private Mono<Place> place(ServerRequest request) {
    String tenant = request.pathVariable("tenant");
    return names
        .laneOf(tenant, request.pathVariable("id"))
        .map(lane -> new Place(tenant, lane, Queries.base(request)));
  }
}
