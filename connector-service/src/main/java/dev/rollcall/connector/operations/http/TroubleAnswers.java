package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.operations.Outages;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.message.Messages;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/// Answers where a question could not be answered: an outage passes, and whoever asks tries again;
/// a defect of ours does not, and its trace is in the log, and nowhere else.
final class TroubleAnswers {
  private static final Logger log = LoggerFactory.getLogger(TroubleAnswers.class);
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  /// A server that is started again is there after a few seconds.
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Outages outages;

  TroubleAnswers(Outages outages) {
    this.outages = outages;
  }

  Mono<ServerResponse> of(Throwable trouble) {
    if (trouble instanceof ResponseStatusException unread) {
      return JsonBody.refuse(
          HttpStatus.valueOf(unread.getStatusCode().value()), "The request cannot be read");
    }
    if (outages.isBehind(trouble)) {
      log.warn("PostgreSQL did not answer a question", trouble);
      return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
          .header(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()))
          .contentType(MediaType.APPLICATION_JSON)
          .bodyValue(
              JSON.write(
                  Messages.error(
                      new ScimError(
                          HttpStatus.SERVICE_UNAVAILABLE.value(),
                          null,
                          "PostgreSQL does not answer"))));
    }
    log.error("A question failed by a defect of ours", trouble);
    return JsonBody.refuse(HttpStatus.INTERNAL_SERVER_ERROR, "Something is wrong on our side");
  }
}
