package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.journal.Fingerprint;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;

/// The bulk requests that are worked on here, by what they ask for. Of equal ones one goes after
/// the other: a repeat that comes while the first is still worked on, perhaps without its client,
/// is answered as the first was. Safe for use by several threads.
final class BulkRuns {
  /// How long a client may take to read the answer before its repeat counts as another request.
  private static final Duration READING_MAX = Duration.ofSeconds(1);

  private final Map<Fingerprint, Place> running = new ConcurrentHashMap<>();

  /// What is to be done for one request while it is worked on.
  ///
  /// @param exchangeEnded is told whether its answer was delivered
  Place place(Fingerprint fingerprint, Consumer<Boolean> exchangeEnded) {
    return new Place(fingerprint, exchangeEnded);
  }

  /// A request that is worked on, or waits until an equal one no longer is. It is over when its
  /// work and its exchange have ended.
  final class Place implements Consumer<Boolean> {
    private final Fingerprint fingerprint;
    private final Consumer<Boolean> exchangeEnded;
    private final Sinks.Empty<Void> over = Sinks.empty();
    private final Sinks.Empty<Void> workOver = Sinks.empty();
    private boolean exchangeIsOver;
    private boolean works;

    private Place(Fingerprint fingerprint, Consumer<Boolean> exchangeEnded) {
      this.fingerprint = fingerprint;
      this.exchangeEnded = exchangeEnded;
    }

    /// Ends when no equal request is worked on any more. From then on this one counts as worked on.
    Mono<Void> taken(ServerWebExchange exchange) {
      return Mono.defer(() -> {
        // First, so that somebody leaves the place whose client goes away in this moment.
        AnswerWatch.whenEnded(exchange, this);
        return next();
      });
    }

    private Mono<Void> next() {
      Place elder = running.putIfAbsent(fingerprint, this);
      if (elder == null) {
        leaveIfOver();
        return Mono.empty();
      }
      Mono<Void> slow = elder.workOver.asMono().then(Mono.delay(READING_MAX)).then();
      return Mono.firstWithSignal(elder.over.asMono(), slow)
          .then(
              Mono.defer(() -> {
                running.remove(fingerprint, elder);
                return next();
              }));
    }

    /// The work begins, and goes on when the exchange has ended.
    synchronized void begins() {
      works = true;
    }

    /// The work has ended.
    void ended() {
      synchronized (this) {
        works = false;
      }
      workOver.emitEmpty(EmitFailureHandler.FAIL_FAST);
      leaveIfOver();
    }

    /// First noted, so that whoever waits for the end finds it.
    @Override
    public void accept(Boolean delivered) {
      exchangeEnded.accept(delivered);
      synchronized (this) {
        exchangeIsOver = true;
      }
      leaveIfOver();
    }

    private void leaveIfOver() {
      boolean isOver;
      synchronized (this) {
        isOver = exchangeIsOver && !works;
      }
      if (isOver) {
        running.remove(fingerprint, this);
        var _ = over.tryEmitEmpty();
      }
    }
  }
}
