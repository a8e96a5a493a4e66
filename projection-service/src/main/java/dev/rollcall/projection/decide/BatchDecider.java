package dev.rollcall.projection.decide;

import dev.rollcall.projection.Limits;
import dev.rollcall.projection.decide.core.BulkReading;
import dev.rollcall.projection.decide.core.Decider;
import dev.rollcall.projection.decide.core.Earlier;
import dev.rollcall.projection.decide.core.Judgement.Decided;
import dev.rollcall.projection.decide.core.Judgement.Incomplete;
import dev.rollcall.projection.decide.core.Needs;
import dev.rollcall.projection.decide.core.ProfileReading;
import dev.rollcall.projection.decide.core.Reading;
import dev.rollcall.projection.decide.core.RequestNeeds;
import dev.rollcall.projection.decide.core.ReservedReading;
import dev.rollcall.projection.decide.core.ResourceKey;
import dev.rollcall.projection.decide.core.ResourceReading;
import dev.rollcall.projection.decide.core.WorkingState;
import dev.rollcall.projection.fold.core.Answered;
import dev.rollcall.schemas.event.DecidedPart;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.scim.profile.Profiles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides a batch in memory: reads every request, recalls at once what all of them need, then
/// judges one after the other over what the earlier ones changed.
final class BatchDecider {
  private final Decider decider;
  private final DecisionCodec codec;
  private final Limits limits;

  BatchDecider(Decider decider, DecisionCodec codec, Limits limits) {
    this.decider = decider;
    this.codec = codec;
    this.limits = limits;
  }

  /// A record with the request that was read from it.
  record Legible(RecordedRequest record, Reading reading) {}

  DecidedBatch decide(Claim claim, List<Legible> requests, Profiles profiles, Ledger ledger) {
    var state = new WorkingState(profiles);
    var needs = new Needs();
    requests.forEach(it -> RequestNeeds.collect(it.reading(), needs));
    recall(needs, state, ledger);
    var answered = new ArrayList<Answered>(requests.size());
    var records = new ArrayList<DecisionRecord>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      Decided decided = judge(requests.subList(i, requests.size()), state, ledger);
      Answered each = answer(claim.nextSeq() + i, requests.get(i), decided, state);
      answered.add(each);
      records.add(encode(each.decision(), surroundings(each.decision(), state)));
    }
    return new DecidedBatch(
        claim,
        claim.after(requests.getLast().record(), requests.size()),
        answered,
        records,
        profiles);
  }

  /// Judges the first of some requests. Where that needs to know more, everything that the ones
  /// behind it would ask for is fetched with it: one query for the batch and not one for each.
  private Decided judge(List<Legible> pending, WorkingState state, Ledger ledger) {
    for (int round = 0; round < roundsMax(pending.getFirst().reading()); round++) {
      switch (decider.decide(pending.getFirst().reading(), state)) {
        case Decided decided -> {
          return decided;
        }
        case Incomplete(Needs missing) -> {
          var needs = new Needs().addAll(missing);
          for (Legible behind : pending.subList(1, pending.size())) {
            if (decider.decide(behind.reading(), state) instanceof Incomplete(Needs more)) {
              needs.addAll(more);
            }
          }
          recall(needs, state, ledger);
        }
      }
    }
    throw new IllegalStateException("A decision asked for more again and again");
  }

  /// An operation of a bulk request may learn what to ask for from the one before it.
  private int roundsMax(Reading reading) {
    return switch (reading) {
      case ResourceReading _, ProfileReading _, ReservedReading _ -> limits.recallRoundsMax();
      case BulkReading it -> limits.recallRoundsMax() + it.steps().size();
    };
  }

  private static void recall(Needs needs, WorkingState state, Ledger ledger) {
    if (!needs.isEmpty()) {
      ledger.recall(needs, state);
      state.learnedAll(needs);
    }
  }

  private static Answered answer(long seq, Legible legible, Decided decided, WorkingState state) {
    Request request = legible.reading().request();
    RecordedRequest record = legible.record();
    decided.facts().forEach(fact -> state.evolve(request.tenant(), fact));
    var decision =
        new Decision(
            new Position(record.partition(), record.offset()),
            seq,
            request.id(),
            request.tenant(),
            record.appendedAt(),
            Decider.RULE_VERSION,
            decided.outcome(),
            decided.facts(),
            DecidedPart.of(request.command(), decided.outcome()).orElse(null));
    String fingerprint = legible.reading().fingerprint();
    state.remember(request, new Earlier(decision, fingerprint));
    return new Answered(decision, request, fingerprint);
  }

  /// What stands around the one resource that a decision changed, now that it is decided. Where the
  /// answer is read all the same, because nothing changed, it would be for nothing.
  private static @Nullable String surroundings(Decision decision, WorkingState state) {
    return decision.outcome() instanceof Outcome.Accepted(_, var resource, _)
            && !decision.facts().isEmpty()
        ? state.surroundings(new ResourceKey(decision.tenant(), resource.id())).orElse(null)
        : null;
  }

  DecisionRecord encode(Decision decision, @Nullable String surroundings) {
    return new DecisionRecord(
        decision.source().partition(),
        decision.seq(),
        decision.source().offset(),
        decision.tenant().value(),
        decision.requestId().value(),
        codec.encode(decision),
        surroundings);
  }
}
