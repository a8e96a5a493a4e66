package dev.rollcall.projection.relay;

import dev.rollcall.projection.decide.DecisionRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of one partition's decisions to the log. While it is level, committed decisions are
/// appended by the thread that committed them; when anything went wrong it is behind, and the
/// relay's own thread brings it up again from the store. Safe for use by several threads.
final class RelayLane {
  private static final Logger log = LoggerFactory.getLogger(RelayLane.class);

  private final int partition;
  private final DecisionLog decisions;

  /// Where the partition stood when it was claimed.
  private final long claimedAt;

  /// Up to here the log has what the store is only getting back; 0 where the store lacks nothing.
  private final long recoversUntil;

  private boolean level;

  /// The next number to append; known only after the log was asked.
  private long next;

  /// The number after the last committed decision.
  private long head;

  private int unacknowledged;

  /// The first number whose append failed, 0 where none did.
  private long failedFrom;

  RelayLane(int partition, long head, long recoversUntil, DecisionLog decisions) {
    this.partition = partition;
    this.recoversUntil = recoversUntil;
    this.head = head;
    this.claimedAt = head;
    this.decisions = decisions;
  }

  synchronized void committed(List<DecisionRecord> records) {
    head = records.getLast().seq() + 1;
    if (level && next == records.getFirst().seq()) {
      appendAll(records);
    } else {
      level = false;
    }
  }

  /// Decisions committed and not yet acknowledged by the log.
  synchronized long backlog() {
    long unasked = Math.max(claimedAt, Math.min(head, recoversUntil + 1));
    long reached = next == 0 ? unasked : failedFrom > 0 ? failedFrom : next;
    return head - reached + unacknowledged;
  }

  synchronized boolean isLevel() {
    return level;
  }

  /// Takes the lane a step towards level. Returns false where nothing can be done now. Only the
  /// relay's thread calls this; log and store are asked without holding up the committing thread.
  boolean catchUp(DecisionStore store, DecisionStore.Chunk most) {
    if (!mayAppend()) {
      return false;
    }
    if (mustAsk()) {
      resume(decisions.lastSeq(partition));
    }
    long from = nextUnlessLevel();
    if (from == 0) {
      return true;
    }
    List<DecisionRecord> records = store.from(partition, from, most);
    return appendStored(records);
  }

  /// The end of the log is certain only when nothing of ours is on its way.
  private synchronized boolean mayAppend() {
    return !level && unacknowledged == 0 && head > recoversUntil;
  }

  private synchronized boolean mustAsk() {
    return failedFrom > 0 || next == 0;
  }

  private synchronized long nextUnlessLevel() {
    level = next == head;
    return level ? 0 : next;
  }

  private synchronized boolean appendStored(List<DecisionRecord> records) {
    appendAll(records);
    level = failedFrom == 0 && next == head;
    return !records.isEmpty();
  }

  private synchronized void resume(long lastSeq) {
    long from = lastSeq + 1;
    if (failedFrom > 0 && failedFrom < from) {
      log.error(
          "Decision {} of partition {} was lost on its way and a later one was not: publishing both"
              + " again",
          failedFrom,
          partition);
      from = failedFrom;
    }
    if (from > head) {
      throw new IllegalStateException(
          "The decisions log of partition "
              + partition
              + " ends at "
              + lastSeq
              + ", but only "
              + (head - 1)
              + " decisions are stored");
    }
    failedFrom = 0;
    next = from;
  }

  private void appendAll(List<DecisionRecord> records) {
    for (DecisionRecord record : records) {
      if (failedFrom > 0) {
        // Nothing may pass the one that failed.
        return;
      }
      unacknowledged++;
      next = record.seq() + 1;
      // Its number alone waits for the acknowledgement, and not its bytes.
      long seq = record.seq();
      decisions.append(record, failure -> acknowledged(seq, failure));
    }
  }

  private synchronized void acknowledged(long seq, @Nullable Exception failure) {
    unacknowledged--;
    if (failure != null) {
      level = false;
      failedFrom = failedFrom == 0 ? seq : Math.min(failedFrom, seq);
      log.warn(
          "Decision {} of partition {} was not appended ({}): it will be again",
          seq,
          partition,
          failure.getClass().getSimpleName());
    }
  }
}
