package dev.rollcall.connector.intake;

import dev.rollcall.connector.intake.Leavers.Leaver;
import dev.rollcall.connector.intake.core.FoldedBatch;
import java.util.List;

/// Port to the connector's own tables. Blocking: it belongs to the one thread that folds.
///
/// @see StoreUnavailableException
public interface ReadModel extends AutoCloseable {

  /// Returns how far a partition is folded; at the beginning where it never was.
  LogPosition position(int partition, String topicId);

  /// A folded batch, and who leaves a target by a filter.
  record Changes(FoldedBatch batch, List<Leaver> leavers) {
    public Changes {
      leavers = List.copyOf(leavers);
    }
  }

  /// Stores a batch together with the new position, or nothing of it.
  ///
  /// @return false where the position is not `from` any more: somebody else folds this partition
  boolean apply(Changes changes, LogPosition from, LogPosition to);

  @Override
  void close();
}
