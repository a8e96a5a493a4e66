package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.journal.JournalException;
import dev.rollcall.ingress.reads.ReadsUnavailableException;
import dev.rollcall.scim.ScimError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/// Turns whatever goes wrong below into a SCIM error: no stack trace, no text of ours, an opaque
/// request id by which the log line is found.
final class TroubleHandler implements WebExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(TroubleHandler.class);

  private final ErrorAnswers errors;
  private final Limits limits;

  TroubleHandler(ErrorAnswers errors, Limits limits) {
    this.errors = errors;
    this.limits = limits;
  }

  private record Answer(ScimError error, @Nullable Duration retryAfter) {
    private static Answer of(int status, String detail) {
      return new Answer(new ScimError(status, null, detail), null);
    }

    private static Answer later(String detail, Duration retryAfter) {
      return new Answer(new ScimError(503, null, detail), retryAfter);
    }
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable trouble) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(trouble);
    }
    Answer answer = answer(exchange, trouble);
    Duration retryAfter = answer.retryAfter();
    if (retryAfter != null) {
      exchange
          .getResponse()
          .getHeaders()
          .set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
    }
    if (trouble instanceof ResponseStatusException refused
        && refused.getHeaders().containsHeader(HttpHeaders.ALLOW)) {
      exchange.getResponse().getHeaders().setAllow(refused.getHeaders().getAllow());
    }
    return errors.write(exchange, answer.error());
  }

  private Answer answer(ServerWebExchange exchange, Throwable trouble) {
    return switch (trouble) {
      case JournalException it -> undecided(it.reason());
      case ReadsUnavailableException it -> {
        log.warn("{}; request {}", it.getMessage(), RequestIds.of(exchange));
        yield Answer.later(
            "The directory cannot be read right now; try again.", limits.retryAfterPending());
      }
      case DataBufferLimitException _ ->
          Answer.of(
              413, "The body has more than maxPayloadSize, " + limits.bodyBytesMax() + " bytes.");
      case ResponseStatusException it -> ofFramework(it.getStatusCode().value());
      case Throwable it -> {
        log.error("Request {} failed by a defect of ours", RequestIds.of(exchange), it);
        yield Answer.of(
            500, "Something is wrong on our side; request id " + RequestIds.of(exchange) + ".");
      }
    };
  }

  private Answer undecided(JournalException.Reason reason) {
    return switch (reason) {
      case UNAVAILABLE ->
          Answer.later(
              "Requests cannot be taken right now; nothing was recorded.",
              limits.retryAfterPending());
      case UNKNOWN ->
          Answer.later(
              "It is not known yet whether the request was recorded; repeat it.",
              limits.retryAfterUnknown());
      case PENDING ->
          Answer.later(
              "The request is recorded and not decided yet; repeat it.",
              limits.retryAfterPending());
      case PARTLY ->
          Answer.later(
              "Something of the request is recorded, and the rest is not; repeat it.",
              limits.retryAfterPending());
      case TOO_LARGE -> Answer.of(413, "The request is larger than one record may be; split it.");
    };
  }

  private static Answer ofFramework(int status) {
    return Answer.of(
        status,
        switch (status) {
          case 404 -> "There is no such address.";
          case 405 -> "This address does not know that method.";
          case 413 -> "The body is too large.";
          case 415 -> "Bodies are application/scim+json or application/json.";
          default ->
              status < 500 ? "The request cannot be read." : "Something is wrong on our side.";
        });
  }
}
