package dev.rollcall.projection.decide;

import java.util.List;

/// Takes committed decisions to the decisions log.
public interface DecisionOutlet {

  /// A partition was claimed here: the outlet brings the log up to what is stored before it.
  ///
  /// @param nextSeq the number of the next decision
  void claimed(int partition, long nextSeq);

  /// A partition is no longer decided here.
  void released(int partition);

  /// Says whether the partition's backlog leaves room for another batch.
  boolean hasRoom(int partition);

  /// Decisions of one partition are committed. Returns at once.
  void committed(int partition, List<DecisionRecord> records);
}
