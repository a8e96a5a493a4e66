package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.targets.RecordedTargets.Recorded;
import dev.rollcall.connector.targets.TargetCheck;
import dev.rollcall.connector.targets.TargetCheck.Verdict;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// `POST …/targets/{id}/check`: whether a configuration can be recorded.
final class CheckHandler {
  private final TargetCheck check;

  CheckHandler(TargetCheck check) {
    this.check = check;
  }

  Mono<ServerResponse> handle(ServerRequest request) {
    boolean call = request.queryParam("call").map(Boolean::parseBoolean).orElse(true);
    return JsonBody.readRecord(
        request,
        document -> {
          var recorded =
              new Recorded(request.pathVariable("tenant"), request.pathVariable("id"), document);
          return check
              .check(recorded, call)
              .flatMap(verdict -> JsonBody.write(HttpStatus.OK, json(verdict)));
        });
  }

  private static JsonObject json(Verdict verdict) {
    return JsonObject.builder()
        .put("problems", JsonArray.ofStrings(verdict.problems()))
        .putIfPresent("unanswered", verdict.unanswered())
        .put("called", verdict.called())
        .build();
  }
}
