package dev.rollcall.ingress.journal;

import dev.rollcall.schemas.event.Request;
import java.time.Duration;
import reactor.core.publisher.Mono;

/// The log of requests as the front door sees it.
public interface Journal {

  /// Appends a request and answers when it is decided.
  ///
  /// @param appending runs just before the append: from then on the log may have the request
  /// @return the decision, or [JournalException] where there is none in time
  Mono<Decided> decide(Request request, Runnable appending);

  /// Appends a request, and answers when it is decided or, after a while, when the log has it: from
  /// then on it will be decided, whoever waits for that.
  ///
  /// @param appending runs just before the append: from then on the log may have the request
  /// @param patience how long to wait for the decision; zero for not at all
  /// @return the decision; nothing where the log has the request and there is no decision yet;
  ///   [JournalException] where it is not known to be in the log
  Mono<Decided> decide(Request request, Runnable appending, Duration patience);
}
