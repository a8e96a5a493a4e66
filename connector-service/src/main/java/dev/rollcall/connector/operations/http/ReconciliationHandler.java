package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.operations.LaneNames;
import dev.rollcall.connector.reconciliation.Reconciliations;
import dev.rollcall.connector.reconciliation.Reconciliations.Place;
import dev.rollcall.connector.reconciliation.Reconciliations.Question;
import dev.rollcall.connector.reconciliation.core.Kind;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// What reconciliations have found: `GET …/targets/{id}/reconciliations`, `GET
/// …/reconciliations/{run}`, `GET …/reconciliations/{run}/findings`. They begin, end and repair by
/// acts.
final class ReconciliationHandler implements InternalPart {
  private static final Set<String> OURS = Set.of("", "true", "false");

  private final LaneNames names;
  private final Reconciliations reconciliations;
  private final KnownTargets targets;

  ReconciliationHandler(LaneNames names, Reconciliations reconciliations, KnownTargets targets) {
    this.names = names;
    this.reconciliations = reconciliations;
    this.targets = targets;
  }

  @Override
  public void routes(RouterFunctions.Builder inside) {
    inside
        .GET("/targets/{id}/reconciliations", this::list)
        .GET("/targets/{id}/reconciliations/{run}", this::one)
        .GET("/targets/{id}/reconciliations/{run}/findings", this::findings);
  }

  private Mono<ServerResponse> list(ServerRequest request) {
    Optional<Integer> limit = Queries.limit(request);
    String tenant = request.pathVariable("tenant");
    String target = request.pathVariable("id");
    return limit.isEmpty()
        ? badLimit()
        : targets.ifThere(
            tenant,
            target,
            () ->
                JsonBody.list(
                    "reconciliations", reconciliations.list(tenant, target, limit.get())));
  }

  private Mono<ServerResponse> one(ServerRequest request) {
    return place(request)
        .flatMap(reconciliations::one)
        .flatMap(run -> JsonBody.write(HttpStatus.OK, run))
        .switchIfEmpty(Mono.defer(ReconciliationHandler::unknown));
  }

  private Mono<ServerResponse> findings(ServerRequest request) {
    Optional<Integer> limit = Queries.limit(request);
    if (limit.isEmpty()) {
      return badLimit();
    }
    List<String> kinds = request.queryParams().getOrDefault("kind", List.of());
    String ours = request.queryParam("ours").orElse("");
    Optional<Long> after = after(request);
    if (!kinds.stream().allMatch(it -> Kind.of(it).isPresent())
        || !OURS.contains(ours)
        || after.isEmpty()) {
      return JsonBody.refuse(
          HttpStatus.BAD_REQUEST, "'kind', 'ours' or 'cursor' is not one that is known");
    }
    var question =
        new Question(
            kinds,
            request.queryParams().getOrDefault("resourceType", List.of()),
            ours,
            after.get(),
            limit.get() + 1);
    return place(request)
        .flatMap(place ->
            reconciliations
                .one(place)
                .flatMap(_ -> reconciliations.findings(place, question).collectList())
                .flatMap(all -> JsonBody.write(HttpStatus.OK, page(all, limit.get()))))
        .switchIfEmpty(Mono.defer(ReconciliationHandler::unknown));
  }

  /// One more than is shown tells whether there are more.
  private static JsonObject page(List<JsonObject> all, int limit) {
    List<JsonObject> shown = all.subList(0, Math.min(all.size(), limit));
    var json = JsonObject.builder().put("findings", new JsonArray(new ArrayList<Json>(shown)));
    if (all.size() > limit && shown.getLast().get("number") instanceof JsonNumber(var number)) {
      json.put("cursor", number.toPlainString());
    }
    return json.build();
  }

  private static Optional<Long> after(ServerRequest request) {
    try {
      return Optional.of(request.queryParam("cursor").map(Long::parseLong).orElse(0L));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private Mono<Place> place(ServerRequest request) {
    String tenant = request.pathVariable("tenant");
    return names
        .laneOf(tenant, request.pathVariable("id"))
        .map(lane -> new Place(tenant, lane, request.pathVariable("run")));
  }

  private static Mono<ServerResponse> badLimit() {
    return JsonBody.refuse(HttpStatus.BAD_REQUEST, "'limit' is a whole number from 1 to 1000");
  }

  private static Mono<ServerResponse> unknown() {
    return JsonBody.refuse(HttpStatus.NOT_FOUND, "The target has no such reconciliation");
  }
}
