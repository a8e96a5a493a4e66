package dev.rollcall.connector.operations.http;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Answers in JSON.
final class JsonBody {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private JsonBody() {}

  static Mono<ServerResponse> write(HttpStatus status, JsonObject body) {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(JSON.write(body));
  }
}
