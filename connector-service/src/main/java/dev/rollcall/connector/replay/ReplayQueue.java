package dev.rollcall.connector.replay;

import dev.rollcall.connector.intake.core.FoldedBatch.EventRow;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Port to the replays that are under way, for whoever moves them on. Several instances may try at
/// the same time: one of them does.
public interface ReplayQueue {

  /// A replay whose next page may be let go.
  record Due(String replayId, String targetId, String tenant, int perSecond, Work work) {}

  /// What is to be done next with a replay.
  sealed interface Work {
    /// Whom it concerns is found out.
    record Choose() implements Work {}

    /// The place in the log is found where it begins.
    record Seek(Instant time) implements Work {}

    /// Resources are compared.
    record Compare() implements Work {}

    /// Events are read again.
    record Read(Slice log) implements Work {}
  }

  /// A piece of the decisions log.
  ///
  /// @param offset the next record
  /// @param end the first record that is not part of the replay
  record Slice(long offset, long end, long fromSeq) {}

  /// Returns replays whose time has come.
  Flux<Due> due();

  /// Finds out a page of whom a replay concerns.
  Mono<Void> choose(Due replay);

  /// Says where in the log a replay begins.
  Mono<Void> begin(Due replay, long offset);

  /// Lets the next resources of a replay go.
  ///
  /// @return whether anything was let go
  Mono<Boolean> raise(Due replay);

  /// Lets events go that were read.
  ///
  /// @param log what was to be read
  /// @param next the next record to read
  Mono<Boolean> repeat(Due replay, Slice log, List<EventRow> events, long next);
}
