package dev.rollcall.ingress.journal;

import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Request;
import reactor.core.publisher.Mono;

/// Asks for a decision directly, past the doorbell.
@FunctionalInterface
public interface DecisionLookup {

  /// The decision of a request; empty where there is none yet or nobody can say.
  Mono<Decision> find(Request request);
}
