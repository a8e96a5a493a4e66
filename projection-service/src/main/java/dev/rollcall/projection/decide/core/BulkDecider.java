package dev.rollcall.projection.decide.core;

import dev.rollcall.projection.decide.core.BulkReading.Step;
import dev.rollcall.projection.decide.core.Judgement.Decided;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.Outcome.PerformedOperation;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Decides a bulk request (RFC 7644 section 3.7): each operation on its own, over what those before
/// it changed. An operation waits for those whose new resources it refers to. Operations that refer
/// to each other in a circle are accepted together or not at all, because each would be left with a
/// reference to nothing. Used once.
final class BulkDecider {
  private static final int CONFLICT = 409;

  /// Why an operation is not done that refers to one that was not done.
  static final ScimError REFERS_TO_FAILED =
      new ScimError(CONFLICT, null, "The operation that this one refers to failed");

  /// Stands for an answer while more is fetched; no decision ever holds it.
  private static final Outcome NOT_KNOWN = new Outcome.Quarantined("NotKnown");

  private final BulkReading bulk;
  private final Map<Integer, Outcome> known;
  private final WorkingState state;
  private final TreeMap<Integer, Outcome> outcomes = new TreeMap<>();
  private final List<Fact> facts = new ArrayList<>();
  private final Needs missing = new Needs();
  private long factBytes;

  private BulkDecider(BulkReading bulk, Map<Integer, Outcome> known, WorkingState state) {
    this.bulk = bulk;
    this.known = known;
    this.state = state;
  }

  /// Decides without changing the state.
  ///
  /// @param known how operations were answered that an equal request has done, by index
  /// @throws NotKnownException with what all operations together need to know more
  static Decided decide(BulkReading bulk, Map<Integer, Outcome> known, WorkingState state) {
    UndoLog.Mark trial = state.tryOut();
    try {
      return new BulkDecider(bulk, known, state).decide();
    } finally {
      state.takeBack(trial);
    }
  }

  private Decided decide() {
    for (List<Integer> together : BulkOrder.of(dependencies())) {
      if (isStopped()) {
        break;
      }
      if (together.size() == 1) {
        int index = together.getFirst();
        outcomes.put(index, perform(index));
      } else {
        performCircle(together);
      }
    }
    if (!missing.isEmpty()) {
      throw new NotKnownException(missing);
    }
    var performed = new ArrayList<PerformedOperation>(outcomes.size());
    outcomes.forEach((index, outcome) -> {
      Step step = bulk.steps().get(index);
      performed.add(new PerformedOperation(index, step.method(), step.bulkId(), outcome));
    });
    return new Decided(new Performed(performed), facts);
  }

  private List<Set<Integer>> dependencies() {
    return bulk.steps().stream().map(Step::dependsOn).toList();
  }

  private boolean isStopped() {
    long refused = outcomes.values().stream().filter(Refused.class::isInstance).count();
    return bulk.errors().suffice(refused);
  }

  private Outcome perform(int index) {
    Outcome before = known.get(index);
    if (before != null) {
      return before;
    }
    Step step = bulk.steps().get(index);
    for (int needed : step.dependsOn()) {
      if (outcomes.get(needed) instanceof Refused) {
        return Decider.refused(REFERS_TO_FAILED);
      }
    }
    return switch (step.operation()) {
      case Result.Refused<ResourceReading>(ScimError error) -> Decider.refused(error);
      case Result.Ok<ResourceReading>(ResourceReading operation) -> perform(operation);
    };
  }

  private Outcome perform(ResourceReading operation) {
    Decided decided;
    try {
      decided = Decider.judge(operation, state);
    } catch (NotKnownException e) {
      // The others are looked at all the same, so that one round fetches for all of them.
      missing.addAll(e.needs());
      return NOT_KNOWN;
    }
    long bytes = decided.facts().stream().mapToLong(DecisionSize::bytes).sum();
    if (factBytes + bytes > DecisionSize.BULK_BYTES_MAX) {
      return Decider.refused(DecisionSize.tooMuch());
    }
    factBytes += bytes;
    for (Fact fact : decided.facts()) {
      facts.add(fact);
      state.evolve(bulk.request().tenant(), fact);
    }
    return decided.outcome();
  }

  /// A reference to a resource that is not there yet is no trouble where nothing is demanded of it,
  /// such as a manager; only members must be there before their group.
  private void performCircle(List<Integer> together) {
    UndoLog.Mark trial = state.tryOut();
    int factsBefore = facts.size();
    long bytesBefore = factBytes;
    boolean refused = false;
    for (List<Integer> next : BulkOrder.of(memberships(together))) {
      if (next.size() > 1) {
        refused = true;
        break;
      }
      int index = together.get(next.getFirst());
      Outcome outcome = perform(index);
      outcomes.put(index, outcome);
      if (outcome instanceof Refused) {
        refused = true;
        break;
      }
    }
    if (!refused) {
      state.keep();
      return;
    }
    state.takeBack(trial);
    facts.subList(factsBefore, facts.size()).clear();
    factBytes = bytesBefore;
    for (int index : together) {
      if (!(outcomes.get(index) instanceof Refused)) {
        outcomes.put(
            index,
            new Refused(CONFLICT, null, "A circle of references that this is in has no solution"));
      }
    }
  }

  /// Which operations of a circle must come before which, by their places in the circle.
  private List<Set<Integer>> memberships(List<Integer> together) {
    var first = new ArrayList<Set<Integer>>();
    for (int index : together) {
      var places = new HashSet<Integer>();
      for (int needed : bulk.steps().get(index).membersFirst()) {
        int place = together.indexOf(needed);
        if (place >= 0 && needed != index) {
          places.add(place);
        }
      }
      first.add(places);
    }
    return first;
  }
}
