package dev.rollcall.connector.intake;

import dev.rollcall.connector.intake.core.FoldedBatch;

/// Port to the connector's own tables. Blocking: it belongs to the one thread that folds.
///
/// @see StoreUnavailableException
public interface ReadModel extends AutoCloseable {

  /// Returns how far a partition is folded; at the beginning where it never was.
  LogPosition position(int partition, String topicId);

  /// Stores a batch together with the new position, or nothing of it.
  ///
  /// @return false where the position is not `from` any more: somebody else folds this partition
  boolean apply(FoldedBatch batch, LogPosition from, LogPosition to);

  @Override
  void close();
}
