package dev.rollcall.projection.http;

import dev.rollcall.projection.ReadLimits;
import dev.rollcall.projection.trouble.StoreUnavailableException;
import dev.rollcall.scim.ScimError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/// Turns trouble below the routes into a SCIM error without a stack trace.
final class ReadTroubleHandler implements WebExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ReadTroubleHandler.class);

  private final ScimAnswers answers;
  private final ReadLimits limits;

  ReadTroubleHandler(ScimAnswers answers, ReadLimits limits) {
    this.answers = answers;
    this.limits = limits;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable trouble) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(trouble);
    }
    return switch (trouble) {
      case StoreUnavailableException it -> {
        log.warn("A read failed: {}", it.getMessage());
        String seconds = Long.toString(limits.retryAfter().toSeconds());
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, seconds);
        String sentence = "The directory cannot be read right now; try again.";
        yield answers.write(exchange, new ScimError(503, null, sentence));
      }
      case ResponseStatusException it ->
          answers.write(
              exchange,
              new ScimError(it.getStatusCode().value(), null, "The request cannot be read."));
      case Throwable it -> {
        log.error("A read failed by a defect of ours", it);
        yield answers.write(exchange, new ScimError(500, null, "Something is wrong on our side."));
      }
    };
  }
}
