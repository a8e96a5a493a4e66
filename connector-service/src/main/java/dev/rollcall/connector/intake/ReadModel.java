package dev.rollcall.connector.intake;

import dev.rollcall.connector.intake.Leavers.Leaver;
import dev.rollcall.connector.intake.core.FoldedBatch;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Port to the connector's own tables. Blocking: it belongs to the one thread that folds.
///
/// @see StoreUnavailableException
public interface ReadModel extends AutoCloseable {

  /// Returns how far a partition is folded; at the beginning where it never was.
  ///
  /// @param logEnds where each partition of the log ends: asked once for a database, and kept as
  ///   [LogPosition#liveFrom]. A partition that the log got later has no history
  LogPosition position(int partition, String topicId, Supplier<Map<Integer, Long>> logEnds);

  /// What Kafka says of the log.
  interface Log {
    /// Where each partition ends.
    Map<Integer, Long> ends();

    /// The next offset of each partition, as an instance said it last of what was [#secure];
    /// nothing of a partition of which nobody did.
    Map<Integer, Long> told();
  }

  /// Looks whether the tables are older than what was folded from the log: brought back from a
  /// copy. What the log has now is history to them then, as it is to tables that are new. To be
  /// asked before [#position].
  ///
  /// @return whether they are, and nobody has noticed yet
  boolean isOld(String topicId, Log log);

  /// Makes sure that no crash of PostgreSQL takes back what was stored so far.
  ///
  /// @param folded how far this instance knows the tables to be
  /// @throws StoreUnavailableException where they are less far: something was taken back already
  void secure(Collection<LogPosition> folded);

  /// A folded batch, and who leaves a target by a filter.
  ///
  /// @param historySeq the last decision that is older than the database; 0 where none is. What was
  ///   done at targets up to it was done already
  record Changes(FoldedBatch batch, List<Leaver> leavers, long historySeq) {
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
