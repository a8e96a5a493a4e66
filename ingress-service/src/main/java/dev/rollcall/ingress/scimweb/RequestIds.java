package dev.rollcall.ingress.scimweb;

import java.util.Objects;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Gives every exchange an id, which is also the id of the recorded request, and shows it in
/// `X-Request-Id`.
final class RequestIds implements WebFilter {
  static final String HEADER = "X-Request-Id";
  private static final String ATTRIBUTE = "rollcall.requestId";

  private final UuidV7 ids;

  RequestIds(UuidV7 ids) {
    this.ids = ids;
  }

  /// The id of an exchange.
  static String of(ServerWebExchange exchange) {
    return Objects.requireNonNull(exchange.<String>getAttribute(ATTRIBUTE));
  }

  /// Gives an exchange another id, under which its request is recorded once more.
  static void renew(ServerWebExchange exchange, String id) {
    exchange.getAttributes().put(ATTRIBUTE, id);
    exchange.getResponse().getHeaders().set(HEADER, id);
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    renew(exchange, ids.next());
    return chain.filter(exchange);
  }
}
