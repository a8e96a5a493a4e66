package dev.rollcall.connector.replay;

import dev.rollcall.connector.intake.core.FoldedBatch.EventRow;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Port to the replays that are under way, for whoever moves them on. Several instances may try at
/// the same time: one of them does.
public interface ReplayQueue {

  /// A replay whose next page may be let go.
  ///
  /// @param log what is to be read of the decisions, or null where resources are compared
  record Due(String replayId, String targetId, String tenant, int perSecond, @Nullable Slice log) {}

  /// A piece of the decisions log.
  ///
  /// @param offset the next record
  /// @param end the first record that is not part of the replay
  record Slice(long offset, long end, long fromSeq) {}

  /// Returns replays whose time has come.
  Flux<Due> due();

  /// Lets the next resources of a replay go.
  ///
  /// @return whether anything was let go
  Mono<Boolean> raise(Due replay);

  /// Lets events go that were read.
  ///
  /// @param next the next record to read
  Mono<Boolean> repeat(Due replay, List<EventRow> events, long next);
}
