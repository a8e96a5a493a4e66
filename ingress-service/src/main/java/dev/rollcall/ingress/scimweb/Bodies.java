package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.BodyBytes;
import dev.rollcall.ingress.Limits;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import java.util.Arrays;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/// Request bodies within the limits.
final class Bodies {
  private final JsonCodec json = new JsonCodec(JsonLimits.CLIENT);
  private final Limits limits;

  Bodies(Limits limits) {
    this.limits = limits;
  }

  /// Reads the body: 415 for another content type, 413 beyond the limit, `invalidSyntax` for what
  /// is no JSON object.
  Mono<Result<JsonObject>> read(ServerRequest request) {
    if (!ScimMedia.isReadable(request.headers().asHttpHeaders()) || isEncoded(request)) {
      String sentence = "Bodies are application/scim+json or application/json, not compressed.";
      return Mono.just(Result.refused(new ScimError(415, null, sentence)));
    }
    return BodyBytes.of(request.exchange().getRequest().getBody(), limits.bodyBytesMax())
        .defaultIfEmpty(new byte[0])
        .map(this::parse);
  }

  /// `identity` says that nothing was done to the body (RFC 9110 section 8.4.1).
  private static boolean isEncoded(ServerRequest request) {
    return request.headers().header(HttpHeaders.CONTENT_ENCODING).stream()
        .flatMap(list -> Arrays.stream(list.split(",", -1)))
        .map(String::strip)
        .anyMatch(it -> !it.isEmpty() && !it.equalsIgnoreCase("identity"));
  }

  private Result<JsonObject> parse(byte[] bytes) {
    if (bytes.length == 0) {
      return Result.badRequest(ScimType.INVALID_SYNTAX, "The request has no body.");
    }
    try {
      return Result.ok(json.readObject(bytes));
    } catch (MalformedJsonException e) {
      return Result.badRequest(ScimType.INVALID_SYNTAX, e.getMessage() + ".");
    }
  }
}
