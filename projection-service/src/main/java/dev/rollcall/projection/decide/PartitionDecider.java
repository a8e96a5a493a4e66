package dev.rollcall.projection.decide;

import dev.rollcall.projection.decide.BatchDecider.Legible;
import dev.rollcall.projection.decide.RecordReader.Decoded;
import dev.rollcall.projection.fold.core.Answered;
import dev.rollcall.projection.trouble.StoreUnavailableException;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.scim.profile.Profiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  private final KnownProfiles profiles = new KnownProfiles();
  private Claim claim;

  /// What was decided already and is missing in the store; null once the store has all of it.
  private @Nullable RecordedDecisions missing;

  PartitionDecider(DecidingParts parts, Ledger ledger, Claim claim) {
    this.parts = parts;
    this.ledger = ledger;
    this.claim = claim;
  }

  /// Takes what the store has lost from the decisions log before anything is decided: an answer
  /// that was given once stays as it was given.
  public void recover(RecordedDecisions recorded) {
    missing = recorded;
  }

  /// The number of the last decision that is to be taken from the log, 0 where none is.
  public long recoversUntil() {
    return missing == null ? 0 : missing.lastSeq();
  }

  /// Gives back what it holds.
  public void close() {
    if (missing != null) {
      missing.close();
      missing = null;
    }
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
    List<RecordedRequest> undecided = records;
    while (missing != null && !undecided.isEmpty()) {
      int recovered = recover(missing, undecided);
      undecided = undecided.subList(recovered, undecided.size());
    }
    while (!undecided.isEmpty()) {
      int together = RecordedRequest.together(undecided, parts.batchBytesMax());
      decide(undecided.subList(0, together));
      undecided = undecided.subList(together, undecided.size());
    }
  }

  /// Ends the recovery where nothing is missing any more.
  private void recovered(RecordedDecisions recorded) {
    if (claim.nextSeq() > recorded.lastSeq()) {
      log.info("Partition {} has all decisions again", claim.partition());
      close();
    }
  }

  /// Returns how many of the requests have a decision in the log, which they have now here too.
  private int recover(RecordedDecisions recorded, List<RecordedRequest> records) {
    long left = recorded.lastSeq() - claim.nextSeq() + 1;
    List<RecordedDecision> answers = recorded.next((int) Math.min(left, records.size()));
    if (answers.isEmpty()) {
      throw new StoreUnavailableException("The decisions log does not give its decisions now");
    }
    var run = new ArrayList<Replayer.Recorded>(answers.size());
    for (int i = 0; i < answers.size(); i++) {
      run.add(new Replayer.Recorded(records.get(i), answers.get(i)));
    }
    var replayer = new Replayer(parts.reader(), ledger, claim, Runnable::run);
    replayer.advance(run);
    replayer.settle();
    claim = replayer.claim();
    parts
        .outlet()
        .committed(claim.partition(), answers.stream().map(RecordedDecision::record).toList());
    recovered(recorded);
    return run.size();
  }

  private void decide(List<RecordedRequest> records) {
    int definition = definitionAmong(records);
    if (definition >= 0) {
      // What stands behind a definition is read under it, and so it is decided alone.
      decideAll(records.subList(0, definition));
      decideAll(records.subList(definition, definition + 1));
      decideAll(records.subList(definition + 1, records.size()));
      return;
    }
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

  private void decideAll(List<RecordedRequest> records) {
    if (!records.isEmpty()) {
      decide(records);
    }
  }

  /// Returns the place of a definition that others stand around, or -1.
  private int definitionAmong(List<RecordedRequest> records) {
    if (records.size() == 1) {
      return -1;
    }
    for (int i = 0; i < records.size(); i++) {
      if (parts.reader().isDefinition(records.get(i))) {
        return i;
      }
    }
    return -1;
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
    var decoded = new ArrayList<Decoded>(records.size());
    var tenants = new HashSet<TenantId>();
    for (RecordedRequest record : records) {
      Decoded each = parts.reader().decode(record);
      decoded.add(each);
      tenants.add(each.request().tenant());
    }
    Profiles known = profiles.of(tenants, ledger::profiles);
    List<Legible> legible = decoded.stream().map(it -> parts.reader().read(it, known)).toList();
    commit(parts.decider().decide(claim, legible, known, ledger));
    decoded.stream()
        .filter(Decoded::isDefinition)
        .forEach(it -> profiles.forget(it.request().tenant()));
  }

  private void quarantine(RecordedRequest record, RuntimeException defect) {
    Answered answered = parts.reader().quarantined(record, claim.nextSeq(), defect);
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
              List.of(parts.decider().encode(answered.decision(), null)),
              Profiles.STANDARD));
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
