package dev.rollcall.connector.outbound;

import dev.rollcall.connector.delivery.core.Failure;
import java.net.URI;
import reactor.core.publisher.Mono;

/// Port to HTTP as one target may be called. Every outcome is a value.
@FunctionalInterface
public interface Outbound {

  /// Makes one request.
  Mono<Reply> send(HttpCall call);

  /// Gets what calls need before they can be made, such as a token, and makes none; empty where
  /// they could be made.
  default Mono<Failure> authorize() {
    return Mono.empty();
  }

  /// Looks the host of an address up and calls nobody; empty where it could be called.
  default Mono<Failure> lookUp(URI url) {
    return Mono.empty();
  }
}
