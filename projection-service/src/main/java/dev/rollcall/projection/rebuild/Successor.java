package dev.rollcall.projection.rebuild;

import dev.rollcall.projection.decide.Ledger;
import dev.rollcall.projection.rebuild.core.Comparison.Part;
import dev.rollcall.projection.rebuild.core.Digest;
import java.util.List;
import java.util.Map;

/// A directory beside the one that serves. Its trouble is a `StoreUnavailableException`, or a
/// `RebuildRefusedException` where it cannot be had.
public interface Successor extends AutoCloseable {

  /// Makes it ready to be folded into: empty, or the one that served before.
  void prepare(Work work);

  /// The ledger over it.
  Ledger ledger();

  /// The number of the next decision of each partition that serves and has any.
  Map<Integer, Long> servingSeqs();

  /// About how many bytes the decisions of these partitions have, from these numbers on.
  long bytesFrom(Map<Integer, Long> seqs);

  /// Decisions of a partition as they are stored, by their numbers.
  ///
  /// @param from the first number
  /// @param to the last one
  List<Stored> stored(int partition, long from, long to);

  /// A decision as it is stored.
  ///
  /// @param sha256 of its bytes, in hex
  record Stored(long seq, long requestOffset, String tenant, String requestId, String sha256) {}

  /// Makes the indexes that were left out while it was filled.
  void index();

  /// Holds all deciders up, for a moment only: whoever holds them up for longer is thrown out.
  Pause pause();

  /// Throws it away.
  void drop();

  /// Ends the sessions.
  @Override
  void close();

  /// While it is open nothing is decided.
  interface Pause extends AutoCloseable {
    /// Both directories as they stand at this moment, for later.
    Snapshot snapshot();

    /// Lets the successor serve, and keeps what served before.
    void switchOver();

    /// Lets the deciders go on.
    @Override
    void close();
  }

  /// Both directories at one moment.
  interface Snapshot extends AutoCloseable {
    Map<Part, Digest> serving();

    Map<Part, Digest> folded();

    /// Lets go of the moment.
    @Override
    void close();
  }
}
