package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.holds.Holds;
import dev.rollcall.connector.holds.Holds.Choice;
import dev.rollcall.connector.holds.Holds.Place;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Acts that wait for a person: `GET …/targets/{id}/holds`, `GET` and `POST …/holds/{holdId}`.
final class HoldHandler implements InternalPart {
  private static final Set<String> MEMBERS = Set.of("decision", "reason");
  private static final Set<String> STATES =
      Set.of("weighing", "held", "passed", "released", "rejected", "overtaken");
  private static final int REASON_CHARS_MAX = 1000;

  private final Holds holds;
  private final KnownTargets targets;

  HoldHandler(Holds holds, KnownTargets targets) {
    this.holds = holds;
    this.targets = targets;
  }

  @Override
  public void routes(RouterFunctions.Builder inside) {
    inside
        .GET("/targets/{id}/holds", this::list)
        .GET("/targets/{id}/holds/{holdId}", this::one)
        .POST("/targets/{id}/holds/{holdId}", this::decide);
  }

  private Mono<ServerResponse> list(ServerRequest request) {
    List<String> states = request.queryParams().getOrDefault("state", List.of());
    if (!STATES.containsAll(states)) {
      return JsonBody.refuse(HttpStatus.BAD_REQUEST, "'state' is not one that is known");
    }
    String tenant = request.pathVariable("tenant");
    String target = request.pathVariable("id");
    return targets.ifThere(
        tenant, target, () -> JsonBody.list("holds", holds.list(tenant, target, states)));
  }

  private Mono<ServerResponse> one(ServerRequest request) {
    return holds
        .one(place(request))
        .flatMap(hold -> JsonBody.write(HttpStatus.OK, hold))
        .switchIfEmpty(Mono.defer(HoldHandler::unknown));
  }

  /// Checks a decision, and answers with the act that is to be recorded: nothing is changed here.
  private Mono<ServerResponse> decide(ServerRequest request) {
    return JsonBody.read(
        request,
        body -> {
          Choice choice = choice(body.text("decision"));
          String reason = body.text("reason").orElse("").strip();
          if (choice == null
              || reason.isEmpty()
              || reason.length() > REASON_CHARS_MAX
              || !MEMBERS.containsAll(body.members().keySet())) {
            return JsonBody.refuse(
                HttpStatus.BAD_REQUEST,
                "A decision takes 'decision' ('release' or 'reject') and 'reason', at most "
                    + REASON_CHARS_MAX
                    + " characters");
          }
          Place place = place(request);
          return holds
              .one(place)
              .flatMap(hold -> answer(hold, choice, act(place, choice, reason)))
              .switchIfEmpty(Mono.defer(HoldHandler::unknown));
        });
  }

  /// The same decision again is no mistake.
  private static Mono<ServerResponse> answer(JsonObject hold, Choice choice, JsonObject act) {
    return hold.text("state").filter(List.of("held", choice.state())::contains).isPresent()
        ? JsonBody.write(HttpStatus.OK, act)
        : JsonBody.refuse(HttpStatus.CONFLICT, "The act does not wait for a decision any more");
  }

  private static JsonObject act(Place place, Choice choice, String reason) {
    return JsonObject.builder()
        .put("act", choice.act())
        .put("holdId", place.holdId())
        .put("reason", reason)
        .build();
  }

  private static @Nullable Choice choice(Optional<String> word) {
    return switch (word.orElse("")) {
      case "release" -> Choice.RELEASE;
      case "reject" -> Choice.REJECT;
      default -> null;
    };
  }

  private static Place place(ServerRequest request) {
    return new Place(
        request.pathVariable("tenant"), request.pathVariable("id"), request.pathVariable("holdId"));
  }

  private static Mono<ServerResponse> unknown() {
    return JsonBody.refuse(HttpStatus.NOT_FOUND, "The target has no such hold");
  }
}
