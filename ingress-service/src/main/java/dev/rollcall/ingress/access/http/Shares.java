package dev.rollcall.ingress.access.http;

import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.fairness.Activity;
import dev.rollcall.ingress.fairness.Admission;
import dev.rollcall.ingress.fairness.Efforts;
import dev.rollcall.ingress.fairness.Turns;
import dev.rollcall.ingress.fairness.core.Verdict;
import dev.rollcall.ingress.scimweb.ErrorAnswers;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.scim.ScimError;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Lets a tenant have its share and no more: what is over it is refused, and reads wait for their
/// turn. Writes wait for theirs where they are recorded, because only there it is known what they
/// weigh.
final class Shares {
  private static final Logger log = LoggerFactory.getLogger(Shares.class);
  private static final Duration TOLD_EVERY = Duration.ofSeconds(10);
  private static final String SEARCH = "/.search";
  private static final String PREVIEW = "/preview";

  private final Parts parts;
  private final Limits.Tenants limits;
  private final AtomicLong toldNanos = new AtomicLong(System.nanoTime() - TOLD_EVERY.toNanos());

  /// What the filter works with.
  ///
  /// @param reads the turns of reads
  /// @param efforts what reads take at present
  record Parts(
      Admission admission,
      Turns reads,
      Efforts efforts,
      Activity activity,
      ErrorAnswers errors,
      ShareMeters meters) {}

  Shares(Parts parts, Limits.Tenants limits) {
    this.parts = parts;
    this.limits = limits;
  }

  /// Passes a request of a tenant on.
  Mono<Void> filter(TenantId tenant, ServerWebExchange exchange, WebFilterChain chain) {
    parts.activity().seen(tenant);
    return switch (parts.admission().enter(tenant)) {
      case Verdict.Refused(var load, var retryAfter) -> {
        parts.meters().overShare();
        tell(tenant, load.inFlight());
        String sentence = "Too many requests of this tenant are under way.";
        yield refuse(exchange, new ScimError(429, null, sentence), retryAfter);
      }
      case Verdict.Admitted _ -> {
        long began = System.nanoTime();
        Mono<Void> served =
            isRead(exchange) ? read(tenant, exchange, chain) : chain.filter(exchange);
        yield served.doFinally(
            _ -> parts.admission().leave(tenant, Duration.ofNanos(System.nanoTime() - began)));
      }
    };
  }

  /// Tells this wait from one of the read itself.
  private static final class NoTurnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoTurnException(Throwable cause) {
      super(cause);
    }
  }

  private Mono<Void> read(TenantId tenant, ServerWebExchange exchange, WebFilterChain chain) {
    Efforts.Kind kind = isSearch(exchange) ? Efforts.Kind.SEARCH : Efforts.Kind.LOOKUP;
    int weight = parts.efforts().of(tenant, kind).weight(limits.readStep(), limits.reads());
    return Mono.usingWhen(
            parts
                .reads()
                .take(tenant, weight)
                .timeout(limits.turnWaitMax())
                .onErrorMap(TimeoutException.class, NoTurnException::new),
            turn ->
                turn.claim()
                    ? timed(tenant, kind, chain.filter(exchange))
                    : Mono.error(new NoTurnException(new TimeoutException())),
            turn -> Mono.fromRunnable(turn::end))
        .onErrorResume(
            NoTurnException.class,
            _ -> {
              parts.meters().noTurn();
              String sentence = "Earlier reads of this tenant take too long; try again.";
              return refuse(exchange, new ScimError(503, null, sentence), limits.turnWaitMax());
            });
  }

  private Mono<Void> timed(TenantId tenant, Efforts.Kind kind, Mono<Void> read) {
    return Mono.defer(() -> {
      long began = System.nanoTime();
      return read.doFinally(
          _ -> parts.efforts().took(tenant, kind, Duration.ofNanos(System.nanoTime() - began)));
    });
  }

  private Mono<Void> refuse(ServerWebExchange exchange, ScimError error, Duration retryAfter) {
    exchange
        .getResponse()
        .getHeaders()
        .set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
    return parts.errors().write(exchange, error);
  }

  /// One line a while, however many are refused; the meter counts them all.
  private void tell(TenantId tenant, int inFlight) {
    long told = toldNanos.get();
    long now = System.nanoTime();
    if (now - told >= TOLD_EVERY.toNanos() && toldNanos.compareAndSet(told, now)) {
      log.warn("Tenant {} is refused: {} of its requests are under way", tenant, inFlight);
    }
  }

  private static boolean isSearch(ServerWebExchange exchange) {
    return exchange.getRequest().getQueryParams().containsKey("filter")
        || exchange.getRequest().getPath().value().endsWith(SEARCH);
  }

  private static boolean isRead(ServerWebExchange exchange) {
    HttpMethod method = exchange.getRequest().getMethod();
    return method.equals(HttpMethod.GET)
        || method.equals(HttpMethod.HEAD)
        || exchange.getRequest().getPath().value().endsWith(SEARCH)
        || exchange.getRequest().getPath().value().endsWith(PREVIEW);
  }
}
