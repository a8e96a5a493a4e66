package dev.rollcall.ingress.journal;

import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Request;
import reactor.core.publisher.Mono;

/// The log of requests as the front door sees it.
public interface Journal {

  /// Appends a request and answers when it is decided.
  ///
  /// @return the decision, or [JournalException] where there is none in time
  Mono<Decision> decide(Request request);

  /// Appends a request and answers when the log has it: from then on it will be decided, whoever
  /// waits for that.
  ///
  /// @return nothing, or [JournalException] where it is not known to be in the log
  Mono<Void> append(Request request);
}
