package dev.rollcall.projection.rebuild;

import dev.rollcall.projection.decide.Claim;
import dev.rollcall.projection.decide.DecidedBatch;
import dev.rollcall.projection.decide.DecisionRecord;
import dev.rollcall.projection.decide.Ledger;
import dev.rollcall.projection.decide.PartitionStoppedException;
import dev.rollcall.projection.decide.RecordedDecision;
import dev.rollcall.projection.decide.core.Needs;
import dev.rollcall.projection.decide.core.WorkingState;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.scim.profile.Profile;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes only what was decided before in the very same bytes.
final class RedecidedLedger implements Ledger {
  private final Ledger ledger;
  private final ArrayDeque<RecordedDecision> expected = new ArrayDeque<>();

  RedecidedLedger(Ledger ledger) {
    this.ledger = ledger;
  }

  /// Says what the next commits must be.
  void expect(List<RecordedDecision> decisions) {
    expected.addAll(decisions);
  }

  @Override
  public Claim claim(int partition, String topicId) {
    return ledger.claim(partition, topicId);
  }

  @Override
  public void recall(Needs needs, WorkingState state) {
    ledger.recall(needs, state);
  }

  @Override
  public Map<TenantId, Profile> profiles(Set<TenantId> tenants) {
    return ledger.profiles(tenants);
  }

  /// @throws PartitionStoppedException at the first decision that is another one now
  @Override
  public void commit(DecidedBatch batch) {
    var before = expected.iterator();
    for (DecisionRecord record : batch.records()) {
      if (!Arrays.equals(before.next().record().bytes(), record.bytes())) {
        throw new PartitionStoppedException(
            "Request %s at partition %d offset %d is decided in another way now than it is recorded"
                .formatted(record.requestId(), record.partition(), record.requestOffset()));
      }
    }
    ledger.commit(batch);
    batch.records().forEach(_ -> expected.removeFirst());
  }

  @Override
  public void close() {
    ledger.close();
  }
}
