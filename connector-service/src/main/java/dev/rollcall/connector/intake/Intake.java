package dev.rollcall.connector.intake;

import dev.rollcall.connector.intake.core.Fold;
import dev.rollcall.schemas.event.Decision;
import java.util.ArrayList;
import java.util.List;

/// Folds decisions into the read model and wakes those who deliver.
public final class Intake {
  private final ReadModel readModel;
  private final Runnable wake;

  /// @param wake rings for the workers after a commit
  public Intake(ReadModel readModel, Runnable wake) {
    this.readModel = readModel;
    this.wake = wake;
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
      }
    }
    var to = new LogPosition(from.partition(), from.topicId(), records.getLast().offset() + 1, seq);
    if (!readModel.apply(Fold.of(fresh), from, to)) {
      throw new StoreUnavailableException(
          "Another instance folds partition " + from.partition(), new IllegalStateException());
    }
    wake.run();
    return to;
  }
}
