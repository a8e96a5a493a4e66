package dev.rollcall.projection.http;

import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.message.Messages;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Refusals as SCIM error bodies (RFC 7644 section 3.12).
public final class ScimAnswers {
  public static final MediaType SCIM_JSON = MediaType.parseMediaType("application/scim+json");

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);

  /// A refusal as a route's answer.
  public Mono<ServerResponse> refused(ScimError error) {
    return ServerResponse.status(HttpStatusCode.valueOf(error.status()))
        .contentType(SCIM_JSON)
        .bodyValue(json.write(Messages.error(error)));
  }

  /// A refusal written from a filter.
  Mono<Void> write(ServerWebExchange exchange, ScimError error) {
    var response = exchange.getResponse();
    response.setStatusCode(HttpStatusCode.valueOf(error.status()));
    response.getHeaders().setContentType(SCIM_JSON);
    byte[] body = json.write(Messages.error(error));
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }
}
