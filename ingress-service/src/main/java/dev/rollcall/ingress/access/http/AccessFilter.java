package dev.rollcall.ingress.access.http;

import dev.rollcall.ingress.access.Credential;
import dev.rollcall.ingress.access.Credentials;
import dev.rollcall.ingress.access.Scope;
import dev.rollcall.ingress.scimweb.ErrorAnswers;
import dev.rollcall.scim.ScimError;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Lets a request in that a valid token carries, with the scope that its path wants. Deny by
/// default: a path without a rule wants a token as well.
public final class AccessFilter implements WebFilter {
  /// The exchange attribute that holds the [Credential].
  public static final String CREDENTIAL = "rollcall.credential";

  private static final Set<String> OPEN =
      Set.of("/health/live", "/health/ready", "/metrics", "/openapi.json");
  private static final Pattern BEARER = Pattern.compile("(?i)Bearer +(\\S+) *");

  private final Credentials credentials;
  private final Shares shares;
  private final ErrorAnswers errors;

  AccessFilter(Credentials credentials, Shares shares, ErrorAnswers errors) {
    this.credentials = credentials;
    this.shares = shares;
    this.errors = errors;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String path = exchange.getRequest().getPath().value();
    if (OPEN.contains(path)) {
      return chain.filter(exchange);
    }
    return token(exchange)
        .flatMap(credentials::authenticate)
        .map(credential -> admit(credential, exchange, chain))
        .orElseGet(() -> {
          exchange
              .getResponse()
              .getHeaders()
              .set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"rollcall\"");
          return errors.write(
              exchange, new ScimError(401, null, "A valid bearer token is required."));
        });
  }

  private Mono<Void> admit(
      Credential credential, ServerWebExchange exchange, WebFilterChain chain) {
    Scope wanted = wanted(exchange.getRequest().getPath());
    if (credential.scope() != wanted) {
      String sentence = "This token does not give access to this interface.";
      return errors.write(exchange, new ScimError(403, null, sentence));
    }
    exchange.getAttributes().put(CREDENTIAL, credential);
    // Consumers of feeds mostly wait: the connector has places for that, and no turn is taken.
    return wanted == Scope.FEED
        ? chain.filter(exchange)
        : shares.filter(credential.tenant(), exchange, chain);
  }

  /// Routes match segments decoded and without parameters (`%61dmin`, `admin;a=b`): which interface
  /// is meant is told by the same, and never by the path as it was written.
  private static Scope wanted(PathContainer path) {
    String first =
        path.elements().stream()
            .filter(PathContainer.PathSegment.class::isInstance)
            .map(it -> ((PathContainer.PathSegment) it).valueToMatch())
            .filter(segment -> !segment.isEmpty())
            .findFirst()
            .orElse("");
    return switch (first) {
      case "admin" -> Scope.ADMIN;
      case "delivery" -> Scope.FEED;
      default -> Scope.SCIM;
    };
  }

  private static Optional<String> token(ServerWebExchange exchange) {
    String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return Optional.empty();
    }
    Matcher matcher = BEARER.matcher(header);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
