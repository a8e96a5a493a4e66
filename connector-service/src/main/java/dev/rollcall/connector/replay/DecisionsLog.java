package dev.rollcall.connector.replay;

import dev.rollcall.connector.replay.ReplayQueue.Slice;
import dev.rollcall.schemas.event.Decision;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/// Port to the decisions, for reading them again.
public interface DecisionsLog {

  /// What was read.
  ///
  /// @param next the next record
  record Read(List<Decision> decisions, long next) {
    public Read {
      decisions = List.copyOf(decisions);
    }
  }

  /// Reads some of a tenant's decisions.
  ///
  /// @param max how many records are looked at, at most
  Mono<Read> read(String tenant, Slice slice, int max);

  /// Returns the first record of a tenant's partition that was written at this time or later; the
  /// end of the log where there is none.
  Mono<Long> offsetAt(String tenant, Instant time);
}
