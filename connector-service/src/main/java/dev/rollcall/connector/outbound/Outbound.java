package dev.rollcall.connector.outbound;

import reactor.core.publisher.Mono;

/// Port to HTTP as one target may be called. Every outcome is a value.
@FunctionalInterface
public interface Outbound {

  /// Makes one request.
  Mono<Reply> send(HttpCall call);
}
