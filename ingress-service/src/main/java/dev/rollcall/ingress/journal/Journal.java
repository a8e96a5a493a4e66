package dev.rollcall.ingress.journal;

import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.TenantId;
import java.time.Duration;
import java.util.function.Function;
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

  /// Has several requests of a tenant decided one after another, in one turn. Of each tenant one
  /// such work is done at a time.
  ///
  /// @param weight of the heaviest of the requests
  /// @param work begins in the moment in which the turn has come, and goes on whoever waits for it;
  ///   the turn lasts until it has ended
  /// @return what the work says; [JournalException] where the turn did not come, and then the work
  ///   has not begun
  <T> Mono<T> inOneTurn(TenantId tenant, int weight, Function<Series, Mono<T>> work);

  /// Several requests that are decided one after another.
  interface Series {
    /// Appends a request and answers when it is decided, however long that takes.
    ///
    /// @param appending runs just before the append: from then on the log may have the request
    /// @param stored runs when the log has it
    /// @return the decision; [JournalException] where it is not known to be in the log
    Mono<Decided> decide(Request request, Runnable appending, Runnable stored);
  }
}
