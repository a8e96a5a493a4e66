package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.targets.RecordedTargets.Recorded;
import dev.rollcall.connector.targets.TargetCheck;
import dev.rollcall.connector.targets.TargetCheck.Verdict;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.message.Messages;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// `POST …/targets/{id}/check`: whether a configuration can be recorded.
final class CheckHandler {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final int BYTES_MAX = 1024 * 1024;

  private final TargetCheck check;

  CheckHandler(TargetCheck check) {
    this.check = check;
  }

  Mono<ServerResponse> handle(ServerRequest request) {
    boolean call = request.queryParam("call").map(Boolean::parseBoolean).orElse(true);
    return DataBufferUtils.join(request.exchange().getRequest().getBody(), BYTES_MAX)
        .map(buffer -> {
          byte[] bytes = new byte[buffer.readableByteCount()];
          buffer.read(bytes);
          DataBufferUtils.release(buffer);
          return bytes;
        })
        .defaultIfEmpty(new byte[0])
        .flatMap(body -> {
          JsonObject document;
          try {
            document = JSON.readObject(body);
          } catch (MalformedJsonException e) {
            return JsonBody.write(
                HttpStatus.BAD_REQUEST,
                Messages.error(new ScimError(400, null, String.valueOf(e.getMessage()))));
          }
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
        .build();
  }
}
