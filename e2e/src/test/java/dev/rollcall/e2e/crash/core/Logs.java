package dev.rollcall.e2e.crash.core;

import dev.rollcall.schemas.event.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The two logs and the ledger.
///
/// @param requests in the order of the log, partition by partition
/// @param decisions as they lie on the log, copies included, partition by partition
/// @param ledger the decisions as PostgreSQL has them, by partition and seq
/// @param poison records of the requests log that cannot be decided and were planted, in order
/// @param ends where each partition of the requests log ends
/// @param positions the next offset to decide of each partition
/// @param moves how positions moved, in order
/// @param rereads what the platform says now about decisions that were made
public record Logs(
    List<Asking> requests,
    List<Poisoned> poison,
    List<Deciding> decisions,
    List<LedgerRow> ledger,
    Map<Integer, Long> ends,
    Map<Integer, Long> positions,
    List<Move> moves,
    List<Reread> rereads) {
  public Logs {
    requests = List.copyOf(requests);
    poison = List.copyOf(poison);
    decisions = List.copyOf(decisions);
    ledger = List.copyOf(ledger);
    ends = Map.copyOf(ends);
    positions = Map.copyOf(positions);
    moves = List.copyOf(moves);
    rereads = List.copyOf(rereads);
  }

  /// A record on the requests log.
  ///
  /// @param call the id of the call that it is of
  /// @param operations by `bulkId` the operations that it asks for; empty where it is no bulk
  ///   request
  /// @param at when the broker appended it
  public record Asking(
      int partition,
      long offset,
      String requestId,
      String call,
      Set<String> operations,
      Instant at) {
    public Asking {
      operations = Set.copyOf(operations);
    }
  }

  /// A record on the requests log that was planted to be quarantined.
  ///
  /// @param requestId by which its decision goes
  public record Poisoned(int partition, long offset, Poison poison, String requestId) {
    @Override
    public String toString() {
      return poison + " at partition " + partition + " offset " + offset;
    }
  }

  /// A record on the decisions log.
  ///
  /// @param sha256 of its bytes
  public record Deciding(int partition, long offset, Decision decision, String sha256) {}

  /// A row of the ledger.
  public record LedgerRow(
      int partition, long seq, long requestOffset, String requestId, String sha256) {}

  /// A move of a position, as PostgreSQL saw it.
  ///
  /// @param service `projection` or `connector`
  /// @param mover the process that did
  /// @param claim whether the partition changed hands by it
  public record Move(
      String service, int partition, String mover, boolean claim, long from, long to, Instant at) {}

  /// The bytes of a decision as the platform gives them out after the run.
  public record Reread(String requestId, String sha256) {}
}
