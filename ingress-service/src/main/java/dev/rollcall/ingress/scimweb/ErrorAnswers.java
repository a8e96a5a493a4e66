package dev.rollcall.ingress.scimweb;

import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.message.Messages;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Refusals as SCIM error bodies (RFC 7644 section 3.12), on every route and from every layer.
public final class ErrorAnswers {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);

  /// An error as a route's answer.
  public Mono<ServerResponse> answer(ScimError error) {
    return answer(error, null);
  }

  /// An error after which the client should wait.
  public Mono<ServerResponse> answer(ScimError error, @Nullable Duration retryAfter) {
    var response =
        ServerResponse.status(HttpStatusCode.valueOf(error.status()))
            .contentType(ScimMedia.SCIM_JSON);
    if (retryAfter != null) {
      response.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
    }
    return response.bodyValue(body(error));
  }

  /// 405 with the methods that the address knows.
  ///
  /// @param allowed as in the header `Allow`
  Mono<ServerResponse> wrongMethod(String allowed) {
    var error = new ScimError(405, null, "This address knows " + allowed + ".");
    return ServerResponse.status(error.status())
        .header(HttpHeaders.ALLOW, allowed)
        .contentType(ScimMedia.SCIM_JSON)
        .bodyValue(body(error));
  }

  /// An error written from a filter.
  public Mono<Void> write(ServerWebExchange exchange, ScimError error) {
    var response = exchange.getResponse();
    response.setStatusCode(HttpStatusCode.valueOf(error.status()));
    response.getHeaders().setContentType(ScimMedia.SCIM_JSON);
    byte[] body = body(error);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }

  /// The bytes of an error body.
  byte[] body(ScimError error) {
    return json.write(Messages.error(error));
  }
}
