package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.fairness.Turn;
import dev.rollcall.ingress.journal.Fingerprint;
import dev.rollcall.ingress.journal.UndeliveredAnswers;
import dev.rollcall.ingress.journal.Underway;
import dev.rollcall.schemas.event.RequestId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/// Notes recorded requests whose answer did not reach the client: the connection broke, or the
/// answer was 503 because there was no decision yet.
final class AnswerWatch implements WebFilter {
  private static final String RECORDED = "rollcall.recorded";
  private static final String BEGUN = "rollcall.begun";
  private static final String HELD = "rollcall.held";

  private final UndeliveredAnswers undelivered;

  AnswerWatch(UndeliveredAnswers undelivered) {
    this.undelivered = undelivered;
  }

  /// @param requests any of them may be what a repeat repeats
  private record Recorded(Fingerprint fingerprint, List<RequestId> requests) {}

  /// Says that a request is being answered.
  static void begun(ServerWebExchange exchange, Underway.Begun begun) {
    exchange.getAttributes().put(BEGUN, begun.end());
  }

  /// Has a turn ended when the exchange has, however it does, and when it is noted whether its
  /// answer was delivered.
  static void hold(ServerWebExchange exchange, Turn turn) {
    @SuppressWarnings("unchecked")
    var held =
        (List<Turn>)
            exchange.getAttributes().computeIfAbsent(HELD, _ -> new CopyOnWriteArrayList<Turn>());
    held.add(turn);
  }

  /// Says that a request is on its way into the log.
  ///
  /// @param requests itself behind those that it may repeat
  static void recorded(
      ServerWebExchange exchange, Fingerprint fingerprint, List<RequestId> requests) {
    exchange.getAttributes().put(RECORDED, new Recorded(fingerprint, requests));
  }

  /// Says that the log has nothing of a request.
  static void nothingRecorded(ServerWebExchange exchange) {
    exchange.getAttributes().remove(RECORDED);
  }

  /// Says whether the log may have something of a request or of those that it repeats.
  static boolean isRecorded(ServerWebExchange exchange) {
    return exchange.getAttribute(RECORDED) != null;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return chain
        .filter(exchange)
        .doFinally(signal -> {
          try {
            // First noted, so that whoever waits for the end finds it.
            note(exchange, signal);
            Runnable end = exchange.getAttribute(BEGUN);
            if (end != null) {
              end.run();
            }
          } finally {
            List<Turn> held = exchange.getAttribute(HELD);
            if (held != null) {
              held.forEach(Turn::end);
            }
          }
        });
  }

  private void note(ServerWebExchange exchange, SignalType signal) {
    Recorded recorded = exchange.getAttribute(RECORDED);
    if (recorded == null) {
      return;
    }
    boolean undecided =
        HttpStatus.SERVICE_UNAVAILABLE.equals(exchange.getResponse().getStatusCode());
    if (signal != SignalType.ON_COMPLETE || undecided) {
      recorded.requests().forEach(it -> undelivered.note(recorded.fingerprint(), it));
    } else if (recorded.requests().size() > 1) {
      undelivered.settle(recorded.fingerprint(), recorded.requests());
    }
  }
}
