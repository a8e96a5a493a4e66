package dev.rollcall.connector.operations.http;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.message.Messages;
import dev.rollcall.scim.schema.StorableText;
import java.util.ArrayList;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Reads and answers in JSON.
final class JsonBody {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final JsonCodec QUESTION = new JsonCodec(JsonLimits.CLIENT);

  /// A configuration with its secrets sealed is longer than a question.
  private static final int RECORD_BYTES_MAX = 1024 * 1024;

  private JsonBody() {}

  static Mono<ServerResponse> write(HttpStatus status, JsonObject body) {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(JSON.write(body));
  }

  /// Answers with a list under a name.
  static Mono<ServerResponse> list(String name, Flux<JsonObject> rows) {
    return rows.collectList()
        .flatMap(all ->
            write(HttpStatus.OK, JsonObject.of(name, new JsonArray(new ArrayList<Json>(all)))));
  }

  /// The ingress passes it on to administrators, whose errors are SCIM errors.
  static Mono<ServerResponse> refuse(HttpStatus status, String detail) {
    return write(status, Messages.error(new ScimError(status.value(), null, detail)));
  }

  /// Reads a question and answers it; what is no JSON object is refused.
  static Mono<ServerResponse> read(
      ServerRequest request, Function<JsonObject, Mono<ServerResponse>> answer) {
    return read(request, QUESTION, JsonLimits.CLIENT.bytesMax(), answer);
  }

  /// Reads part of a record and answers it, as [#read] does with a question.
  static Mono<ServerResponse> readRecord(
      ServerRequest request, Function<JsonObject, Mono<ServerResponse>> answer) {
    return read(request, JSON, RECORD_BYTES_MAX, answer);
  }

  private static Mono<ServerResponse> read(
      ServerRequest request,
      JsonCodec json,
      int bytesMax,
      Function<JsonObject, Mono<ServerResponse>> answer) {
    return DataBufferUtils.join(request.exchange().getRequest().getBody(), bytesMax)
        .map(JsonBody::bytes)
        .defaultIfEmpty(new byte[0])
        .flatMap(body -> {
          JsonObject question;
          try {
            question = json.readObject(body);
          } catch (MalformedJsonException e) {
            return refuse(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
          }
          return StorableText.isStorable(question)
              ? answer.apply(question)
              : refuse(
                  HttpStatus.BAD_REQUEST, "The body holds a text or a number that cannot be kept");
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
}
