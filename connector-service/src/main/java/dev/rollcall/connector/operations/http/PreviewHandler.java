package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.mapping.Preview;
import dev.rollcall.connector.mapping.Subjects.Place;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.message.Messages;
import java.util.Set;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// `POST …/targets/{id}/preview`: what the target would get of one resource.
final class PreviewHandler {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);
  private static final Set<String> MEMBERS = Set.of("resourceId", "mapping");

  private final Preview preview;

  PreviewHandler(Preview preview) {
    this.preview = preview;
  }

  Mono<ServerResponse> handle(ServerRequest request) {
    return DataBufferUtils.join(
            request.exchange().getRequest().getBody(), JsonLimits.CLIENT.bytesMax())
        .map(PreviewHandler::bytes)
        .defaultIfEmpty(new byte[0])
        .flatMap(body -> {
          JsonObject question;
          try {
            question = JSON.readObject(body);
          } catch (MalformedJsonException e) {
            return refuse(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
          }
          return answer(request, question);
        })
        .onErrorResume(
            DataBufferLimitException.class,
            _ -> refuse(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"));
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private Mono<ServerResponse> answer(ServerRequest request, JsonObject question) {
    Json resource = question.get("resourceId");
    Json mapping = question.get("mapping");
    if (!(resource instanceof JsonString(var id))
        || !(mapping == null || mapping instanceof JsonString)
        || !MEMBERS.containsAll(question.members().keySet())) {
      return refuse(
          HttpStatus.BAD_REQUEST,
          "A preview takes 'resourceId' and may take 'mapping', both texts");
    }
    var place = new Place(request.pathVariable("tenant"), request.pathVariable("id"), id);
    String text = mapping instanceof JsonString(var given) ? given : null;
    return preview
        .show(new Preview.Question(place, text))
        .flatMap(answer -> JsonBody.write(HttpStatus.OK, answer))
        .switchIfEmpty(
            Mono.defer(() ->
                refuse(
                    HttpStatus.NOT_FOUND,
                    "The tenant has no target of this name or no resource of this id")));
  }

  private static Mono<ServerResponse> refuse(HttpStatus status, String detail) {
    return JsonBody.write(status, Messages.error(new ScimError(status.value(), null, detail)));
  }
}
