package dev.rollcall.projection.decide;

import java.util.List;

/// Takes committed decisions to the decisions log.
public interface DecisionOutlet {
  /// Takes them nowhere: for decisions that were made before.
  DecisionOutlet NOWHERE =
      new DecisionOutlet() {
        @Override
        public void claimed(int partition, long nextSeq, long recoversUntil) {}

        @Override
        public void released(int partition) {}

        @Override
        public boolean hasRoom(int partition) {
          return true;
        }

        @Override
        public void committed(int partition, List<DecisionRecord> records) {}
      };

  /// A partition was claimed here: the outlet brings the log up to what is stored before it.
  ///
  /// @param nextSeq the number of the next decision
  /// @param recoversUntil the number of the last decision that the log has and the store lacks and
  ///   will get from there; 0 where it lacks none
  void claimed(int partition, long nextSeq, long recoversUntil);

  /// A partition is no longer decided here.
  void released(int partition);

  /// Says whether the partition's backlog leaves room for another batch.
  boolean hasRoom(int partition);

  /// Decisions of one partition are committed. Returns at once.
  void committed(int partition, List<DecisionRecord> records);
}
