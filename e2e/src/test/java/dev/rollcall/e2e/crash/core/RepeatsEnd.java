package dev.rollcall.e2e.crash.core;

import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// 3: who repeats a create that was not answered comes to an end, and nobody is stuck at 409: the
/// repeat succeeds, or a look says who has the name.
///
/// Whose answer was given to its line and lost on it is answered 409, and rightly (docs/design.md
/// section 1): what was asked for is there, and who looks finds it.
final class RepeatsEnd implements Invariant {
  private static final int NUMBER = 3;
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;

  @Override
  public List<Violation> check(Evidence evidence) {
    var found = new ArrayList<String>();
    List<Call> history = evidence.history();
    chains(history).forEach((create, tries) -> ends(create, tries, history, found));
    operations(history).forEach((operation, tries) -> ends(operation, tries, found));
    var names = new Names(Timeline.of(evidence.logs()), history);
    for (Call call : history) {
      if (call.asked() instanceof Asked.Create create
          && call.told() instanceof Told.Refused refused
          && isTaken(refused)) {
        nextLook(call, create, history)
            .filter(look -> !names.explain(call, refused, look))
            .ifPresent(look ->
                found.add(
                    "%s was told that '%s' is taken, and %s, which asked by whom, was told %s"
                        .formatted(call.name(), create.name(), look.id(), look.told())));
      }
    }
    return found.stream().map(it -> new Violation(NUMBER, it)).toList();
  }

  /// The tries of each create of which one at least was not answered: a client uses no title twice,
  /// and has a group of its own.
  private static Map<Asked.Create, List<Call>> chains(List<Call> history) {
    var chains = new LinkedHashMap<Asked.Create, List<Call>>();
    for (Call call : history) {
      if (call.asked() instanceof Asked.Create create) {
        chains.computeIfAbsent(create, _ -> new ArrayList<>()).add(call);
      }
    }
    chains
        .values()
        .removeIf(tries -> tries.stream().noneMatch(it -> it.told() instanceof Told.Unknown));
    return chains;
  }

  /// The tries of each other operation of a bulk request of which one at least was not answered.
  private static Map<String, List<Call>> operations(List<Call> history) {
    var operations = new LinkedHashMap<String, List<Call>>();
    for (Call call : history) {
      if (call.isOperation() && !(call.asked() instanceof Asked.Create)) {
        operations.computeIfAbsent(call.operation(), _ -> new ArrayList<>()).add(call);
      }
    }
    return operations;
  }

  /// A group whose first members have left meanwhile is refused, whatever its first try came to.
  private static boolean isOfNoUse(Asked.Create create, Call last, List<Call> history) {
    return last.told() instanceof Told.Refused(int status, var _)
        && status == BAD_REQUEST
        && history.stream()
            .anyMatch(it ->
                it.asked() instanceof Asked.Delete(String id)
                    && create.members().contains(id)
                    && it.began().isBefore(last.ended()));
  }

  private static void ends(String operation, List<Call> tries, List<String> found) {
    if (tries.getLast().told() instanceof Told.Unknown unknown) {
      found.add(
          "Operation %s was tried %d times and never came to an end; %s was told %s"
              .formatted(operation, tries.size(), tries.getLast().id(), unknown));
    }
  }

  private static void ends(
      Asked.Create create, List<Call> tries, List<Call> history, List<String> found) {
    Call last = tries.getLast();
    boolean ended =
        switch (last.told()) {
          case Told.Ok _ -> true;
          case Told.Refused refused ->
              (isTaken(refused) && nextLook(last, create, history).isPresent())
                  || isOfNoUse(create, last, history);
          // Its client has looked for the name instead, and there it was.
          case Told.Unknown _ ->
              looks(last, create, history)
                  .anyMatch(it -> it.told() instanceof Told.Ok ok && ok.id() != null);
        };
    if (!ended) {
      found.add(
          "%s was tried %d times and never came to an end; %s was told %s"
              .formatted(create, tries.size(), last.name(), last.told()));
    }
  }

  private static boolean isTaken(Told.Refused told) {
    return told.status() == CONFLICT;
  }

  /// The next look for a name that was answered.
  private static Optional<Call> nextLook(Call call, Asked.Create create, List<Call> history) {
    return looks(call, create, history).findFirst();
  }

  private static Stream<Call> looks(Call call, Asked.Create create, List<Call> history) {
    var look = new Asked.Find(create.type(), create.name());
    return history.stream()
        .filter(it ->
            it.asked().equals(look)
                && it.tenant().equals(call.tenant())
                && it.told() instanceof Told.Ok
                && !it.began().isBefore(call.ended()));
  }

  /// Who was in the way of the creates that were refused, as it was decided.
  private static final class Names {
    private final Map<String, String> holders = new HashMap<>();
    private final Map<String, Instant> deleted = new HashMap<>();
    private final Timeline timeline;

    Names(Timeline timeline, List<Call> history) {
      this.timeline = timeline;
      Map<String, List<Call>> refused = new HashMap<>();
      for (Call call : history) {
        if (call.asked() instanceof Asked.Create
            && call.told() instanceof Told.Refused told
            && isTaken(told)) {
          refused
              .computeIfAbsent(timeline.request(call, told.requestId()), _ -> new ArrayList<>())
              .add(call);
        }
      }
      var state = new Folded();
      for (Decision decision : timeline.decisions()) {
        String requestId = decision.requestId().value();
        for (Call call : refused.getOrDefault(requestId, List.of())) {
          if (call.asked() instanceof Asked.Create create) {
            holder(state, decision, create).ifPresent(it -> holders.put(call.name(), it));
          }
        }
        state.apply(decision);
        for (Fact fact : decision.facts()) {
          if (fact instanceof Fact.ResourceDeleted) {
            deleted.put(fact.resource().id().value(), decision.recordedAt());
          }
        }
      }
    }

    /// Whether a look found who was in the way, or whoever was has gone meanwhile. Where nobody
    /// ever was, nothing explains it.
    boolean explain(Call call, Told.Refused refused, Call look) {
      if (timeline.decision(timeline.request(call, refused.requestId())).isEmpty()) {
        // There is another violation to speak of.
        return true;
      }
      String holder = holders.get(call.name());
      if (holder == null) {
        return false;
      }
      Instant gone = deleted.get(holder);
      return (look.told() instanceof Told.Ok seen && holder.equals(seen.id()))
          || (gone != null && !gone.isAfter(look.ended()));
    }

    private static Optional<String> holder(Folded state, Decision refusal, Asked.Create create) {
      return state.all().stream()
          .filter(it ->
              it.tenant().equals(refusal.tenant().value())
                  && it.type().equals(create.type())
                  && it.name().equalsIgnoreCase(create.name()))
          .map(Held::id)
          .findFirst();
    }
  }
}
