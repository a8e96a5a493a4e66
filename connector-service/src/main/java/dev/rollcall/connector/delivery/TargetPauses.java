package dev.rollcall.connector.delivery;

import java.time.Instant;
import reactor.core.publisher.Mono;

/// Port to the pauses that targets have asked for, for a person who knows better.
public interface TargetPauses {

  /// Returns until when a target wants no call; empty where it takes them.
  Mono<Instant> until(String tenant, String targetId);

  /// Ends the pause, in the transaction that is open: what waits for its end is due.
  ///
  /// @return whether there was one
  Mono<Boolean> lift(String tenant, String targetId);
}
