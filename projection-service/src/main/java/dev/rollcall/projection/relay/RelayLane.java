package dev.rollcall.projection.relay;

import dev.rollcall.projection.decide.DecisionRecord;
import dev.rollcall.projection.decide.PartitionStoppedException;
import java.util.List;
import java.util.Optional;
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

  /// The greatest number that the log acknowledged.
  private long reached;

  /// Where the last record stands that the log acknowledged since it was asked.
  private long lastOffset = -1;

  /// Why nothing is appended any more; null while it goes on.
  private @Nullable String stopped;

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

  /// Says in one sentence why nothing is appended any more, where that is so.
  synchronized Optional<String> stopped() {
    return Optional.ofNullable(stopped);
  }

  /// Appends nothing any more. To go on would hide from every reader that something is missing.
  synchronized void stop(String sentence) {
    level = false;
    if (stopped == null) {
      stopped = sentence;
      log.error("{}", sentence);
    }
  }

  /// The log may be another one: where it ends must be asked before anything is appended.
  synchronized void askAgain() {
    level = false;
    next = 0;
  }

  /// Takes the lane a step towards level. Returns false where nothing can be done now. Only the
  /// relay's thread calls this; log and store are asked without holding up the committing thread.
  boolean catchUp(DecisionStore store, DecisionStore.Chunk most) {
    if (!mayAppend()) {
      return false;
    }
    if (mustAsk()) {
      try {
        resume(decisions.lastSeq(partition));
      } catch (PartitionStoppedException e) {
        stop(String.valueOf(e.getMessage()));
        return false;
      }
    }
    long from = nextUnlessLevel();
    if (from == 0) {
      return true;
    }
    List<DecisionRecord> records = store.from(partition, from, most);
    appendStored(from, records);
    return true;
  }

  /// The end of the log is certain only when nothing of ours is on its way.
  private synchronized boolean mayAppend() {
    return !level && stopped == null && unacknowledged == 0 && head > recoversUntil;
  }

  private synchronized boolean mustAsk() {
    return failedFrom > 0 || next == 0;
  }

  private synchronized long nextUnlessLevel() {
    level = next == head;
    return level ? 0 : next;
  }

  private synchronized void appendStored(long from, List<DecisionRecord> records) {
    if (records.isEmpty() || records.getFirst().seq() != from) {
      throw new IllegalStateException(
          "The decisions log of partition %d lacks decision %d, and PostgreSQL does not have it"
              .formatted(partition, from));
    }
    appendAll(records);
    level = stopped == null && failedFrom == 0 && next == head;
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
    sayWhatIsMissing(from);
    failedFrom = 0;
    lastOffset = -1;
    next = from;
  }

  private void sayWhatIsMissing(long from) {
    if (from <= reached || (from == 1 && head > 1)) {
      log.warn(
          "The decisions log of partition {} ends before decision {}: it lost its end or was made"
              + " anew, and gets {} decisions from PostgreSQL; a reader that was further must look"
              + " where it stands",
          partition,
          from,
          head - from);
    }
  }

  private void appendAll(List<DecisionRecord> records) {
    for (DecisionRecord record : records) {
      if (failedFrom > 0 || stopped != null) {
        // Nothing may pass the one that failed.
        return;
      }
      unacknowledged++;
      next = record.seq() + 1;
      // Its number alone waits for the acknowledgement, and not its bytes.
      long seq = record.seq();
      decisions.append(record, (offset, failure) -> acknowledged(seq, offset, failure));
    }
  }

  private synchronized void acknowledged(long seq, long offset, @Nullable Exception failure) {
    unacknowledged--;
    if (failure == null) {
      arrived(seq, offset);
    } else {
      level = false;
      failedFrom = failedFrom == 0 ? seq : Math.min(failedFrom, seq);
      log.warn(
          "Decision {} of partition {} was not appended ({}): it will be again",
          seq,
          partition,
          failure.getClass().getSimpleName());
    }
  }

  /// A log only grows, and all that was decided before stands before it.
  private void arrived(long seq, long offset) {
    reached = Math.max(reached, seq);
    if (offset >= 0) {
      if (offset <= lastOffset || offset < seq - 1) {
        stop(
            ("The decisions log of partition %d lost decisions while it was written to: decision %d"
                    + " stands at offset %d; docs/decisions/035 says what to do")
                .formatted(partition, seq, offset));
      }
      lastOffset = offset;
    }
  }
}
