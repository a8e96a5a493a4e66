package dev.rollcall.connector.delivery;

import java.util.List;
import reactor.core.publisher.Mono;

/// Port to what was done in each minute.
public interface ThroughputStore {

  /// What was done at a target.
  record Done(String targetId, long applied, long failed) {}

  /// Adds to what was done in this minute, and forgets what is long past.
  Mono<Void> add(List<Done> done);
}
