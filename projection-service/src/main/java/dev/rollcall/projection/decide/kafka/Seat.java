package dev.rollcall.projection.decide.kafka;

import dev.rollcall.projection.Limits;
import dev.rollcall.projection.decide.LoopProgress;
import dev.rollcall.projection.decide.LoopProgress.PartitionState;
import dev.rollcall.projection.decide.PartitionDecider;
import dev.rollcall.projection.decide.PartitionStoppedException;
import dev.rollcall.projection.decide.RecordedRequest;
import dev.rollcall.schemas.Sha256;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One assigned partition and how far its owner got with it. Belongs to the loop's thread.
final class Seat {
  private final int partition;
  private final LoopProgress progress;
  private @Nullable PartitionDecider decider;

  /// Whether the last decided record must still be read again and compared.
  private boolean verifying;

  private boolean stopped;
  private int failures;
  private long dueNanos = System.nanoTime();

  Seat(int partition, LoopProgress progress) {
    this.partition = partition;
    this.progress = progress;
    progress.is(partition, new PartitionState.Claiming());
  }

  int partition() {
    return partition;
  }

  /// Says whether a claim is to be tried now.
  boolean isDue() {
    return decider == null && !stopped && System.nanoTime() - dueNanos >= 0;
  }

  /// The decider, while the partition is claimed.
  Optional<PartitionDecider> claimed() {
    return Optional.ofNullable(decider);
  }

  void claimed(PartitionDecider claimedBy) {
    decider = claimedBy;
    verifying = claimedBy.claim().lastRecordSha256() != null;
    failures = 0;
    if (!verifying || claimedBy.recoversUntil() > 0) {
      serving(claimedBy);
    }
  }

  /// Gives the claim up and tries again later. The first time it is tried at once: a session that
  /// stood idle while the store went away and came back is only found broken by its next use.
  void waitBecause(String reason, Limits limits) {
    giveUp();
    long delay = failures == 0 ? 0 : limits.retryDelayMin().toNanos() << Math.min(failures - 1, 10);
    failures++;
    dueNanos = System.nanoTime() + Math.min(delay, limits.retryDelayMax().toNanos());
    progress.is(partition, new PartitionState.Waiting(reason));
  }

  void stop(String reason) {
    giveUp();
    stopped = true;
    progress.is(partition, new PartitionState.Stopped(reason));
  }

  void leave() {
    giveUp();
    progress.released(partition);
  }

  private void giveUp() {
    if (decider != null) {
      decider.close();
      decider = null;
    }
  }

  /// Decides records that were read after the claim.
  void take(List<RecordedRequest> records) {
    PartitionDecider by = decider;
    if (by == null || records.isEmpty()) {
      return;
    }
    List<RecordedRequest> fresh = records;
    if (verifying) {
      verify(by, records.getFirst());
      fresh = records.subList(1, records.size());
    }
    if (!fresh.isEmpty()) {
      by.advance(fresh);
    }
    serving(by);
  }

  private void verify(PartitionDecider by, RecordedRequest last) {
    boolean same =
        last.offset() == by.claim().nextOffset() - 1
            && Sha256.hex(last.value()).equals(by.claim().lastRecordSha256());
    if (!same) {
      throw new PartitionStoppedException(
          "The record at offset "
              + last.offset()
              + " is not the one that was decided there: the log is another one");
    }
    verifying = false;
  }

  private void serving(PartitionDecider by) {
    long until = by.recoversUntil();
    progress.is(
        partition,
        until > 0
            ? new PartitionState.Recovering(by.claim().nextSeq() - 1, until)
            : new PartitionState.Serving(by.claim().nextOffset()));
  }
}
