package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.leavers.Leavers;
import dev.rollcall.connector.leavers.Leavers.Question;
import dev.rollcall.connector.leavers.core.Spread;
import dev.rollcall.connector.operations.Insight;
import dev.rollcall.connector.operations.LaneNames;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// How people stand at targets, and how quickly those who left were out.
final class StatusHandler {
  private static final Duration WINDOW_USUAL = Duration.ofDays(7);
  private static final Duration WINDOW_MAX = Duration.ofDays(400);

  private final LaneNames names;
  private final Insight insight;
  private final Leavers leavers;
  private final KnownTargets targets;

  StatusHandler(LaneNames names, Insight insight, Leavers leavers, KnownTargets targets) {
    this.names = names;
    this.insight = insight;
    this.leavers = leavers;
    this.targets = targets;
  }

  void routes(RouterFunctions.Builder inside) {
    inside
        .GET("/targets/{id}/resources/{resource}", this::resource)
        .GET("/people/{resource}", this::person)
        .GET("/leavers", this::leavers)
        .GET("/leavers/times", this::times);
  }

  private Mono<ServerResponse> resource(ServerRequest request) {
    return lane(request, request.pathVariable("id"))
        .flatMap(lane -> insight.of(place(request, lane)))
        .flatMap(it -> JsonBody.write(HttpStatus.OK, it))
        .switchIfEmpty(
            Mono.defer(() ->
                JsonBody.refuse(
                    HttpStatus.NOT_FOUND,
                    "The tenant has no target of this name that has to do with this resource")));
  }

  private Mono<ServerResponse> person(ServerRequest request) {
    Optional<String> target = request.queryParam("target");
    Flux<JsonObject> all =
        target
            .map(it -> lane(request, it).flatMap(lane -> insight.of(place(request, lane))).flux())
            .orElseGet(() -> insight.everywhere(place(request, "")));
    return ofTarget(request, target.orElse(""), () -> JsonBody.list("targets", all));
  }

  /// Answers of all targets, or of one that the tenant has.
  private Mono<ServerResponse> ofTarget(
      ServerRequest request, String target, Supplier<Mono<ServerResponse>> answer) {
    return target.isEmpty() ? answer.get() : targets.ifThere(tenant(request), target, answer);
  }

  private Mono<ServerResponse> leavers(ServerRequest request) {
    Optional<Integer> limit = Queries.limit(request);
    Optional<Boolean> overdue = flag(request, "overdue");
    Optional<Boolean> stillIn = flag(request, "stillIn");
    if (limit.isEmpty() || overdue.isEmpty() || stillIn.isEmpty()) {
      return JsonBody.refuse(
          HttpStatus.BAD_REQUEST,
          "'overdue' and 'stillIn' are true or false, 'limit' is a whole number from 1 to 1000");
    }
    String target = request.queryParam("target").orElse("");
    Flux<JsonObject> all =
        lane(request, target)
            .flatMapMany(lane ->
                leavers.list(
                    new Question(
                        tenant(request),
                        lane,
                        overdue.get(),
                        stillIn.get(),
                        limit.get(),
                        Queries.base(request))));
    return ofTarget(request, target, () -> JsonBody.list("leavers", all));
  }

  private Mono<ServerResponse> times(ServerRequest request) {
    Optional<Duration> window = window(request);
    return window.isEmpty()
        ? JsonBody.refuse(
            HttpStatus.BAD_REQUEST, "'window' is a length of time such as PT24H, up to P400D")
        : leavers
            .spreads(tenant(request), window.get())
            .map(Spread::toJson)
            .collectList()
            .flatMap(all ->
                JsonBody.write(
                    HttpStatus.OK,
                    JsonObject.builder()
                        .put("window", window.get().toString())
                        .put("targets", array(all))
                        .build()));
  }

  private static Optional<Duration> window(ServerRequest request) {
    try {
      Duration window = request.queryParam("window").map(Duration::parse).orElse(WINDOW_USUAL);
      return window.isPositive() && window.compareTo(WINDOW_MAX) <= 0
          ? Optional.of(window)
          : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Boolean> flag(ServerRequest request, String name) {
    return switch (request.queryParam(name).orElse("false")) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static JsonArray array(List<JsonObject> all) {
    return new JsonArray(new ArrayList<Json>(all));
  }

  private Mono<String> lane(ServerRequest request, String target) {
    return names.laneOf(tenant(request), target);
  }

  private static Insight.Place place(ServerRequest request, String target) {
    return new Insight.Place(
        tenant(request), target, request.pathVariable("resource"), Queries.base(request));
  }

  private static String tenant(ServerRequest request) {
    return request.pathVariable("tenant");
  }
}
