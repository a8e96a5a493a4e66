package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Logs.Asking;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.Outcome.PerformedOperation;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// 2: what was refused had no effect.
final class RefusedChangedNothing implements Invariant {
  private static final int NUMBER = 2;

  @Override
  public List<Violation> check(Evidence evidence) {
    var timeline = Timeline.of(evidence.logs());
    var found = new ArrayList<Violation>();
    timeline.decisions().forEach(it -> strays(it, found));
    for (Call call : evidence.history()) {
      if (!call.asked().isWrite()) {
        continue;
      }
      switch (call.told()) {
        case Told.Refused refused ->
            timeline.of(call).stream()
                .map(it -> trouble(call, refused, it, timeline))
                .flatMap(Optional::stream)
                .forEach(it -> found.add(new Violation(NUMBER, it)));
        case Told.Unknown unknown when unknown.nothingRecorded() -> {
          if (!timeline.of(call).isEmpty()) {
            found.add(
                new Violation(
                    NUMBER, call.name() + " was told that nothing was recorded, and it was"));
          }
        }
        case Told.Ok _, Told.Unknown _ -> {}
      }
    }
    return found;
  }

  private static Optional<String> trouble(
      Call call, Told.Refused told, Asking asking, Timeline timeline) {
    Optional<Decision> decision = timeline.decision(asking.requestId());
    Optional<Outcome> outcome = decision.flatMap(it -> Timeline.outcome(call, it));
    if (outcome.isEmpty()) {
      return Optional.of(call.name() + " was refused from the log and has no decision");
    }
    boolean alone = !(decision.get().outcome() instanceof Performed);
    if (alone && !decision.get().facts().isEmpty()) {
      return Optional.of(call.name() + " was refused and changed something: " + call.asked());
    }
    return outcome.get() instanceof Refused refused && refused.status() == told.status()
        ? Optional.empty()
        : Optional.of(
            "%s was told %d, but decided: %s".formatted(call.name(), told.status(), outcome.get()));
  }

  /// A bulk request of a client is about each resource in one operation: what changed is of those
  /// that were accepted.
  private static void strays(Decision decision, List<Violation> found) {
    if (decision.outcome() instanceof Performed performed) {
      Set<ResourceId> changed =
          performed.operations().stream()
              .map(PerformedOperation::outcome)
              .filter(Accepted.class::isInstance)
              .map(it -> ((Accepted) it).resource().id())
              .collect(Collectors.toSet());
      for (Fact fact : decision.facts()) {
        if (!changed.contains(fact.resource().id())) {
          found.add(
              new Violation(
                  NUMBER,
                  "Request %s changed %s, and no operation of it that was accepted is about that"
                      .formatted(decision.requestId(), fact.resource().id())));
        }
      }
    }
  }
}
