package dev.rollcall.projection.decide;

import dev.rollcall.projection.fold.core.Answered;
import dev.rollcall.projection.trouble.Joined;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.scim.profile.Profile;
import dev.rollcall.scim.profile.Profiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Folds decisions that were made already, as they are recorded: nothing is judged again. One claim
/// of one ledger. While a batch is being written the next one is made. Belongs to one thread; after
/// an exception it is not used any more.
public final class Replayer {
  private final RecordReader reader;
  private final Ledger ledger;
  private final KnownProfiles profiles = new KnownProfiles();
  private final Executor writer;
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
  private Claim claim;

  Replayer(RecordReader reader, Ledger ledger, Claim claim, Executor writer) {
    this.reader = reader;
    this.ledger = ledger;
    this.claim = claim;
    this.writer = writer;
  }

  /// A request with the decision that answers it.
  public record Recorded(RecordedRequest request, RecordedDecision answer) {}

  /// How far it has come, with what is still being written.
  public Claim claim() {
    return claim;
  }

  /// Folds the next decisions of the partition, in one transaction where no definition is among
  /// them.
  ///
  /// Returns before the last of it is written.
  ///
  /// @throws PartitionStoppedException where request and decision do not belong together
  public void advance(List<Recorded> run) {
    int from = 0;
    while (from < run.size()) {
      int to = from + 1;
      // What stands behind a definition is folded under it, and so it stands alone.
      boolean alone = isDefinition(run.get(from));
      while (!alone && to < run.size() && !isDefinition(run.get(to))) {
        to++;
      }
      fold(run.subList(from, to));
      from = to;
    }
  }

  private boolean isDefinition(Recorded recorded) {
    return reader.isDefinition(recorded.request());
  }

  private void fold(List<Recorded> run) {
    var answered = new ArrayList<Answered>(run.size());
    var tenants = new HashSet<TenantId>();
    for (int i = 0; i < run.size(); i++) {
      Recorded each = run.get(i);
      Decision decision = each.answer().decision();
      Answered both = reader.answered(each.request(), decision);
      if (decision.seq() != claim.nextSeq() + i
          || each.request().offset() != claim.nextOffset() + i
          || !belongTogether(each.request(), both)) {
        throw new PartitionStoppedException(
            "Decision "
                + decision.seq()
                + " of the decisions log does not answer the request at offset "
                + each.request().offset()
                + ": the logs do not belong together");
      }
      answered.add(both);
      tenants.add(each.answer().decision().tenant());
    }
    Profiles known = profiles.of(tenants, this::stored);
    Claim after = claim.after(run.getLast().request(), run.size());
    List<DecisionRecord> records = run.stream().map(it -> it.answer().record()).toList();
    Runnable commit = ledger.prepared(new DecidedBatch(claim, after, answered, records, known));
    settle();
    writing = CompletableFuture.runAsync(commit, writer);
    claim = after;
    if (isDefinition(run.getFirst())) {
      tenants.forEach(profiles::forget);
    }
  }

  /// The ledger is used by one thread at a time, and a profile is what was written before.
  private Map<TenantId, Profile> stored(Set<TenantId> tenants) {
    settle();
    return ledger.profiles(tenants);
  }

  /// Waits until everything is written.
  public void settle() {
    Joined.of(writing);
  }

  private static boolean belongTogether(RecordedRequest record, Answered answered) {
    Decision decision = answered.decision();
    Request request = answered.request();
    return decision.source().offset() == record.offset()
        && decision.source().partition() == record.partition()
        && (request == null || request.id().equals(decision.requestId()));
  }
}
