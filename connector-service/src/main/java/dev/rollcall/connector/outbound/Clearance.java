package dev.rollcall.connector.outbound;

import reactor.core.publisher.Mono;

/// Asked right before each request of an attempt: between two of them the target may have told
/// somebody that it wants a pause.
@FunctionalInterface
public interface Clearance {

  /// Says whether the target takes a request now. It blocks no thread.
  Mono<Boolean> mayCall();

  /// Returns an attempt whose requests all ask this.
  default <T> Mono<T> over(Mono<T> attempt) {
    return attempt.contextWrite(context -> context.put(Clearance.class, this));
  }
}
