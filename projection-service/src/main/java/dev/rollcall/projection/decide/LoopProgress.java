package dev.rollcall.projection.decide;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// How the loops of this process are doing, for readiness. Safe for use by several threads.
public final class LoopProgress {
  private final Map<String, Long> beats = new ConcurrentHashMap<>();
  private final Map<Integer, PartitionState> partitions = new ConcurrentHashMap<>();
  private final Map<Integer, Long> waitingSince = new ConcurrentHashMap<>();
  private final Map<String, String> loopTroubles = new ConcurrentHashMap<>();

  /// What a partition that is assigned here is doing.
  public sealed interface PartitionState {
    /// Being claimed for the first time.
    record Claiming() implements PartitionState {}

    /// Claimed, and getting back what was decided before and is missing here.
    ///
    /// @param until the number of the last decision that is missing
    record Recovering(long seq, long until) implements PartitionState {}

    /// Claimed, and deciding whatever comes.
    record Serving(long nextOffset) implements PartitionState {}

    /// Outside trouble: tried again for ever.
    record Waiting(String reason) implements PartitionState {}

    /// Stopped until an operator has looked.
    record Stopped(String reason) implements PartitionState {}
  }

  /// A loop went round once.
  public void beat(String loop) {
    beats.put(loop, System.nanoTime());
    loopTroubles.remove(loop);
  }

  /// A loop as a whole cannot go on for now.
  public void trouble(String loop, String reason) {
    loopTroubles.put(loop, reason);
  }

  /// A loop that is about to run; until its first round it counts as standing still.
  public void starting(String loop) {
    loopTroubles.put(loop, "waits for its partitions");
  }

  public void is(int partition, PartitionState state) {
    if (state instanceof PartitionState.Waiting) {
      waitingSince.putIfAbsent(partition, System.nanoTime());
    } else {
      waitingSince.remove(partition);
    }
    partitions.put(partition, state);
  }

  public void released(int partition) {
    waitingSince.remove(partition);
    partitions.remove(partition);
  }

  /// Says which partition is not decided; one that waits for less than `waitTolerated` counts as
  /// served.
  public Optional<String> partitionTrouble(Duration waitTolerated) {
    for (Map.Entry<Integer, PartitionState> entry : partitions().entrySet()) {
      Optional<String> trouble =
          switch (entry.getValue()) {
            case PartitionState.Serving _ -> Optional.empty();
            case PartitionState.Claiming _ -> Optional.of("is being claimed");
            case PartitionState.Recovering(long seq, long until) ->
                Optional.of("gets lost decisions back from the log: " + seq + " of " + until);
            case PartitionState.Waiting(String reason) ->
                waitsLongerThan(waitTolerated, entry.getKey())
                    ? Optional.of("waits: " + reason)
                    : Optional.empty();
            case PartitionState.Stopped(String reason) -> Optional.of("STOPPED: " + reason);
          };
      if (trouble.isPresent()) {
        return trouble.map(it -> "Partition " + entry.getKey() + " " + it);
      }
    }
    return Optional.empty();
  }

  private boolean waitsLongerThan(Duration tolerated, int partition) {
    Long since = waitingSince.get(partition);
    return since != null && System.nanoTime() - since > tolerated.toNanos();
  }

  /// What each assigned partition is doing, by number.
  public Map<Integer, PartitionState> partitions() {
    return new TreeMap<>(partitions);
  }

  /// Says what keeps the loops themselves from going round.
  public Optional<String> trouble(Duration stillMax) {
    for (var entry : new TreeMap<>(loopTroubles).entrySet()) {
      return Optional.of(entry.getKey() + " " + entry.getValue());
    }
    long now = System.nanoTime();
    for (var entry : new TreeMap<>(beats).entrySet()) {
      if (now - entry.getValue() > stillMax.toNanos()) {
        return Optional.of(entry.getKey() + " stands still");
      }
    }
    return Optional.empty();
  }
}
