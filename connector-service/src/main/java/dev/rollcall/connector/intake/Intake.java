package dev.rollcall.connector.intake;

import dev.rollcall.connector.intake.ReadModel.Changes;
import dev.rollcall.connector.intake.core.Fold;
import dev.rollcall.connector.intake.core.FoldedBatch;
import dev.rollcall.connector.intake.core.FoldedBatch.ReservedRow;
import dev.rollcall.schemas.event.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Folds decisions into the read model and wakes those who deliver.
public final class Intake {
  private final ReadModel readModel;
  private final Leavers leavers;
  private final Runnable wake;
  private final ReservedBell reserved;

  /// @param wake rings for the workers after a commit
  /// @param reserved rings for who follows what administrators record
  public Intake(ReadModel readModel, Leavers leavers, Runnable wake, ReservedBell reserved) {
    this.readModel = readModel;
    this.leavers = leavers;
    this.wake = wake;
    this.reserved = reserved;
  }

  /// A decision as it was read.
  public record Numbered(long offset, Decision decision) {}

  /// Folds the next records of a partition and returns the new position. Decisions that were seen
  /// are dropped: the relay may publish one twice.
  ///
  /// @throws BrokenLogException where a decision is missing
  /// @throws StoreUnavailableException where nothing was stored
  public LogPosition take(LogPosition from, List<Numbered> records) {
    var fresh = new ArrayList<Decision>();
    long seq = from.seq();
    long historySeq = 0;
    for (Numbered record : records) {
      long next = record.decision().seq();
      if (next > seq + 1) {
        throw new BrokenLogException(
            "Partition %d has decision %d after %d at offset %d: a decision is missing"
                .formatted(from.partition(), next, seq, record.offset()));
      }
      if (next == seq + 1) {
        fresh.add(record.decision());
        seq = next;
        historySeq = record.offset() < from.liveFrom() ? next : historySeq;
      }
    }
    long nextOffset = records.getLast().offset() + 1;
    var to = new LogPosition(from.partition(), from.topicId(), nextOffset, seq, from.liveFrom());
    FoldedBatch batch = Fold.of(fresh);
    var changes = new Changes(batch, leavers.among(batch.resources()), historySeq);
    if (!readModel.apply(changes, from, to)) {
      throw new StoreUnavailableException(
          "Another instance folds partition " + from.partition(), new IllegalStateException());
    }
    wake.run();
    if (!batch.reserved().isEmpty()) {
      reserved.changed(
          batch.reserved().stream().map(ReservedRow::type).collect(Collectors.toSet()));
    }
    return to;
  }
}
