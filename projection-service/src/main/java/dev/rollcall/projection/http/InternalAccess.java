package dev.rollcall.projection.http;

import dev.rollcall.scim.ScimError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Lets our own services in, by their shared secret. Deny by default: only health and metrics are
/// open.
final class InternalAccess implements WebFilter {
  private static final Set<String> OPEN = Set.of("/health/live", "/health/ready", "/metrics");

  private final byte[] wanted;
  private final ScimAnswers answers;

  InternalAccess(String token, ScimAnswers answers) {
    this.wanted = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    this.answers = answers;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (OPEN.contains(exchange.getRequest().getPath().value())) {
      return chain.filter(exchange);
    }
    String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    byte[] given = header == null ? new byte[0] : header.getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(wanted, given)
        ? chain.filter(exchange)
        : answers.write(exchange, new ScimError(401, null, "The internal token is required."));
  }
}
