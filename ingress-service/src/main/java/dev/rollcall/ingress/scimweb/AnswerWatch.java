package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.fairness.Turn;
import dev.rollcall.ingress.journal.Fingerprint;
import dev.rollcall.ingress.journal.UndeliveredAnswers;
import dev.rollcall.ingress.journal.Underway;
import dev.rollcall.schemas.event.RequestId;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
  private static final String TOLD = "rollcall.told";
  private static final String DELIVERED = "rollcall.delivered";

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

  /// Has a turn ended when the exchange has, however it does.
  static void hold(ServerWebExchange exchange, Turn turn) {
    exchange.getAttributes().put(HELD, turn);
  }

  /// Takes over the turn that would end with the exchange; null where there is none, or it has.
  static @Nullable Turn takeHeld(ServerWebExchange exchange) {
    return (Turn) exchange.getAttributes().remove(HELD);
  }

  /// Has somebody told when the exchange has ended, also where it has already.
  ///
  /// @param told whether the answer was delivered; may be told twice
  static void whenEnded(ServerWebExchange exchange, Consumer<Boolean> told) {
    exchange.getAttributes().put(TOLD, told);
    Boolean delivered = exchange.getAttribute(DELIVERED);
    if (delivered != null) {
      told.accept(delivered);
    }
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

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return chain
        .filter(exchange)
        .doFinally(signal -> {
          try {
            // First noted, so that whoever waits for the end finds it.
            note(exchange, isDelivered(exchange, signal));
            Runnable end = exchange.getAttribute(BEGUN);
            if (end != null) {
              end.run();
            }
          } finally {
            Turn held = takeHeld(exchange);
            if (held != null) {
              held.end();
            }
          }
        });
  }

  private static boolean isDelivered(ServerWebExchange exchange, SignalType signal) {
    boolean undecided =
        HttpStatus.SERVICE_UNAVAILABLE.equals(exchange.getResponse().getStatusCode());
    return signal == SignalType.ON_COMPLETE && !undecided;
  }

  private void note(ServerWebExchange exchange, boolean delivered) {
    // In this order: who comes to be told in this moment is told by one of the two at least.
    exchange.getAttributes().put(DELIVERED, delivered);
    Consumer<Boolean> told = exchange.getAttribute(TOLD);
    if (told != null) {
      told.accept(delivered);
    }
    Recorded recorded = exchange.getAttribute(RECORDED);
    if (recorded == null) {
      return;
    }
    if (!delivered) {
      recorded.requests().forEach(it -> undelivered.note(recorded.fingerprint(), it));
    } else if (recorded.requests().size() > 1) {
      undelivered.settle(recorded.fingerprint(), recorded.requests());
    }
  }
}
