package dev.rollcall.projection.rebuild.http;

import dev.rollcall.projection.rebuild.Folding;
import dev.rollcall.projection.rebuild.Rebuilder;
import dev.rollcall.projection.rebuild.Status;
import dev.rollcall.projection.rebuild.Work;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Begins a piece of work and says how it stands (docs/contracts.md section 4).
final class RebuildRoutes {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final Rebuilder rebuilder;

  RebuildRoutes(Rebuilder rebuilder) {
    this.rebuilder = rebuilder;
  }

  /// 202 where it began, 409 where another one is under way; the body says how that one stands.
  Mono<ServerResponse> begin(ServerRequest request, Work work) {
    boolean accept = request.queryParam("acceptDifferences").filter("true"::equals).isPresent();
    return answer(rebuilder.begin(work, accept) ? HttpStatus.ACCEPTED : HttpStatus.CONFLICT);
  }

  Mono<ServerResponse> status(ServerRequest request) {
    return answer(HttpStatus.OK);
  }

  private Mono<ServerResponse> answer(HttpStatus status) {
    JsonObject body =
        rebuilder
            .status()
            .map(RebuildRoutes::body)
            .orElse(JsonObject.of("phase", new JsonString("none")));
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(json.write(body));
  }

  private static JsonObject body(Status status) {
    Folding folding = status.folding();
    return JsonObject.builder()
        .put("work", status.work().name().toLowerCase(Locale.ROOT))
        .put("phase", status.phase().name().toLowerCase(Locale.ROOT))
        .put("done", folding.decisions().done())
        .put("total", folding.decisions().total())
        .put("bytes", folding.bytes().done())
        .put("bytesTotal", folding.bytes().total())
        .put("perSecond", folding.perSecond())
        .put("secondsLeft", folding.left().toSeconds())
        .put(
            "differences",
            JsonArray.ofStrings(status.differences().stream().map(Object::toString).toList()))
        .putIfPresent("error", status.error())
        .build();
  }
}
