package dev.rollcall.ingress.journal;

import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Request;
import reactor.core.publisher.Mono;

/// The log of requests as the front door sees it.
@FunctionalInterface
public interface Journal {

  /// Appends a request and answers when it is decided.
  ///
  /// @return the decision, or [JournalException] where there is none in time
  Mono<Decision> decide(Request request);
}
