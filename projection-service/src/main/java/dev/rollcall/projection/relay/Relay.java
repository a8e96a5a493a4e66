package dev.rollcall.projection.relay;

import dev.rollcall.process.BrokenProcess;
import dev.rollcall.projection.Limits;
import dev.rollcall.projection.decide.DecisionOutlet;
import dev.rollcall.projection.decide.DecisionRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Relays the decisions of every partition that is claimed here. The store is the truth: whatever
/// happens to the log, its records are published again from there, in order.
public final class Relay implements DecisionOutlet, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Relay.class);
  private static final Duration IDLE = Duration.ofMillis(20);

  private final DecisionLog decisions;
  private final DecisionStore store;
  private final Limits limits;
  private final DecisionStore.Chunk chunk;
  private final Map<Integer, RelayLane> lanes = new ConcurrentHashMap<>();

  /// Why a partition was stopped that is not claimed here any more.
  private final Map<Integer, String> stopped = new ConcurrentHashMap<>();

  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable String trouble;
  private volatile @Nullable String topic;

  public Relay(DecisionLog decisions, DecisionStore store, Limits limits) {
    this.decisions = decisions;
    this.store = store;
    this.limits = limits;
    this.chunk = new DecisionStore.Chunk(limits.relayChunkMax(), limits.relayChunkBytesMax());
    this.thread =
        Thread.ofPlatform()
            .name("relay")
            .daemon()
            .unstarted(BrokenProcess.guarding(log, "The relay", this::run));
  }

  public void start() {
    thread.start();
  }

  @Override
  public void claimed(int partition, long nextSeq, long recoversUntil) {
    var lane = new RelayLane(partition, nextSeq, recoversUntil, decisions);
    Optional.ofNullable(stopped.get(partition)).ifPresent(lane::stop);
    lanes.put(partition, lane);
    LockSupport.unpark(thread);
  }

  @Override
  public void released(int partition) {
    RelayLane left = lanes.remove(partition);
    if (left != null) {
      // Claimed here once more it would find the hole at its back.
      left.stopped().ifPresent(sentence -> stopped.put(partition, sentence));
    }
  }

  /// Says which topic the decisions log is now. Where that is another one than before, every lane
  /// asks it where it ends: an empty one gets everything from PostgreSQL.
  public void logIs(String topicId) {
    String before = topic;
    topic = topicId;
    if (before != null && !before.equals(topicId)) {
      log.warn("The decisions topic was made anew: it is {} and was {}", topicId, before);
      lanes.values().forEach(RelayLane::askAgain);
      LockSupport.unpark(thread);
    }
  }

  @Override
  public boolean hasRoom(int partition) {
    RelayLane lane = lanes.get(partition);
    return lane != null && lane.stopped().isEmpty() && lane.backlog() < limits.relayBacklogMax();
  }

  @Override
  public void committed(int partition, List<DecisionRecord> records) {
    RelayLane lane = lanes.get(partition);
    if (lane != null) {
      lane.committed(records);
    }
  }

  /// Says what keeps a partition from being level, where something does for longer than a moment.
  public Optional<String> trouble() {
    return lanes.values().stream()
        .flatMap(lane -> lane.stopped().stream())
        .findFirst()
        .or(() -> Optional.ofNullable(trouble));
  }

  /// Decisions committed and not yet acknowledged by the log.
  public long backlog(int partition) {
    RelayLane lane = lanes.get(partition);
    return lane == null ? 0 : lane.backlog();
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(limits.retryDelayMax());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    decisions.close();
    store.close();
  }

  private void run() {
    while (!closing) {
      boolean progress = false;
      boolean failed = false;
      for (RelayLane lane : lanes.values()) {
        try {
          progress |= !lane.isLevel() && lane.catchUp(store, chunk);
        } catch (RuntimeException e) {
          failed = true;
          report(e);
        }
      }
      if (failed) {
        LockSupport.parkNanos(limits.retryDelayMin().toNanos());
      } else {
        trouble = null;
        if (!progress) {
          LockSupport.parkNanos(IDLE.toNanos());
        }
      }
    }
  }

  private void report(RuntimeException e) {
    String sentence = String.valueOf(e.getMessage());
    if (!sentence.equals(trouble)) {
      log.warn("The relay waits: {}", sentence);
    }
    trouble = sentence;
  }
}
