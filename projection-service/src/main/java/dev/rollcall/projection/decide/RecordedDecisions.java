package dev.rollcall.projection.decide;

import java.util.List;

/// The decisions of one partition as the decisions log has them, read in order from one place on.
/// Repeats are passed over. Belongs to one thread.
public interface RecordedDecisions extends AutoCloseable {

  /// The number of the last decision that the log had when it was opened, 0 where it had none.
  long lastSeq();

  /// The next decisions. Waits a moment for the first of them where the log has no more yet.
  ///
  /// @return at most `max`; empty where none came
  /// @throws PartitionStoppedException where one is missing between two
  List<RecordedDecision> next(int max);

  /// Lets go of the log.
  @Override
  void close();

  /// Where recorded decisions come from.
  @FunctionalInterface
  interface Source {
    /// Opens the log of a partition.
    ///
    /// @param seq of the first decision that is wanted
    RecordedDecisions open(int partition, long seq);
  }
}
