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
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable String trouble;

  public Relay(DecisionLog decisions, DecisionStore store, Limits limits) {
    this.decisions = decisions;
    this.store = store;
    this.limits = limits;
    this.chunk = new DecisionStore.Chunk(limits.relayChunkMax(), limits.relayChunkBytesMax());
    this.thread = Thread.ofPlatform().name("relay").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  @Override
  public void claimed(int partition, long nextSeq, long recoversUntil) {
    lanes.put(partition, new RelayLane(partition, nextSeq, recoversUntil, decisions));
    LockSupport.unpark(thread);
  }

  @Override
  public void released(int partition) {
    lanes.remove(partition);
  }

  @Override
  public boolean hasRoom(int partition) {
    RelayLane lane = lanes.get(partition);
    return lane != null && lane.backlog() < limits.relayBacklogMax();
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
    return Optional.ofNullable(trouble);
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
    try {
      relay();
    } catch (Error e) {
      BrokenProcess.end(log, "The relay", e);
    }
  }

  private void relay() {
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
