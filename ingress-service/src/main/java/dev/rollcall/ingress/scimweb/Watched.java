package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.journal.Fingerprint;
import dev.rollcall.ingress.journal.JournalException;
import dev.rollcall.schemas.event.RequestId;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.server.ServerWebExchange;

/// Whose answer counts as undelivered, should this one not arrive. Only what may be in the log can
/// be repeated: a request that names one that is not there would be refused as a double.
///
/// @param earlier what this may repeat, the first of them first
record Watched(
    ServerWebExchange exchange, Fingerprint fingerprint, RequestId id, List<RequestId> earlier) {

  void begin() {
    if (earlier.isEmpty()) {
      AnswerWatch.nothingRecorded(exchange);
    } else {
      AnswerWatch.recorded(exchange, fingerprint, earlier);
    }
  }

  void appending() {
    AnswerWatch.recorded(
        exchange, fingerprint, Stream.concat(earlier.stream(), Stream.of(id)).toList());
  }

  void failed(JournalException e) {
    switch (e.reason()) {
      case UNAVAILABLE, TOO_LARGE -> begin();
      case UNKNOWN -> {
        // The earlier ones are certainly there.
        if (!earlier.isEmpty()) {
          begin();
        }
      }
      case PENDING, PARTLY -> {}
    }
  }
}
