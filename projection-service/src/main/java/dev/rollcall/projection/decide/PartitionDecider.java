package dev.rollcall.projection.decide;

import dev.rollcall.projection.decide.BatchDecider.Legible;
import dev.rollcall.projection.fold.core.Answered;
import dev.rollcall.projection.trouble.StoreUnavailableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides the records of one claimed partition, in order. Belongs to one thread.
///
/// A defect costs one request and never the ones around it: the batch is split until the record
/// stands alone, tried once more in a transaction of its own, and then quarantined.
public final class PartitionDecider {
  private static final Logger log = LoggerFactory.getLogger(PartitionDecider.class);

  private static final int FRAMES_SHOWN = 4;

  private final DecidingParts parts;
  private final Ledger ledger;
  private Claim claim;

  PartitionDecider(DecidingParts parts, Ledger ledger, Claim claim) {
    this.parts = parts;
    this.ledger = ledger;
    this.claim = claim;
  }

  /// Where the partition stands.
  public Claim claim() {
    return claim;
  }

  /// Decides and commits records, and hands the decisions on.
  ///
  /// @throws StoreUnavailableException where the store cannot serve; part of the records may be
  ///   committed, and the partition must be claimed anew to know which
  /// @throws ClaimLostException where somebody else claimed the partition
  /// @throws PartitionStoppedException where going on would skip something
  public void advance(List<RecordedRequest> records) {
    long expected = claim.nextOffset();
    for (RecordedRequest record : records) {
      if (record.offset() != expected) {
        throw new PartitionStoppedException(
            "The requests log has a gap: offset " + expected + " is missing");
      }
      expected++;
    }
    decide(records);
  }

  private void decide(List<RecordedRequest> records) {
    try {
      attempt(records);
    } catch (StoreUnavailableException | ClaimLostException | PartitionStoppedException e) {
      throw e;
    } catch (RuntimeException defect) {
      if (records.size() > 1) {
        int middle = records.size() / 2;
        decide(records.subList(0, middle));
        decide(records.subList(middle, records.size()));
      } else {
        decideAlone(records.getFirst());
      }
    }
  }

  private void decideAlone(RecordedRequest record) {
    try {
      attempt(List.of(record));
    } catch (StoreUnavailableException | ClaimLostException | PartitionStoppedException e) {
      throw e;
    } catch (RuntimeException defect) {
      quarantine(record, defect);
    }
  }

  private void attempt(List<RecordedRequest> records) {
    var legible = new ArrayList<Legible>(records.size());
    for (RecordedRequest record : records) {
      legible.add(parts.reader().read(record));
    }
    commit(parts.decider().decide(claim, legible, ledger));
  }

  private void quarantine(RecordedRequest record, RuntimeException defect) {
    Answered answered = Quarantine.of(record, claim.nextSeq(), defect);
    log.error(
        "Quarantined request {} at partition {} offset {}: {} at {}",
        answered.decision().requestId(),
        record.partition(),
        record.offset(),
        defect.getClass().getName(),
        // Frames and no message, which could carry what the request holds.
        Arrays.stream(defect.getStackTrace()).limit(FRAMES_SHOWN).toList());
    try {
      commit(
          new DecidedBatch(
              claim,
              claim.after(record, 1),
              List.of(answered),
              List.of(parts.decider().encode(answered.decision()))));
    } catch (StoreUnavailableException | ClaimLostException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new PartitionStoppedException(
          "Offset " + record.offset() + " can be neither decided nor quarantined", e);
    }
  }

  private void commit(DecidedBatch batch) {
    ledger.commit(batch);
    claim = batch.after();
    parts.outlet().committed(claim.partition(), batch.records());
    parts.meters().decided(batch.answered());
  }
}
