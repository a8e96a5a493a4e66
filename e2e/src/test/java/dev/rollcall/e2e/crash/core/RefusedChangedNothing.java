package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Logs.Asking;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// 2: what was refused had no effect.
final class RefusedChangedNothing implements Invariant {
  private static final int NUMBER = 2;

  @Override
  public List<Violation> check(Evidence evidence) {
    var timeline = Timeline.of(evidence.logs());
    var found = new ArrayList<Violation>();
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
                    NUMBER, call.id() + " was told that nothing was recorded, and it was"));
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
    if (decision.isEmpty()) {
      return Optional.of(call.id() + " was refused from the log and has no decision");
    }
    if (!decision.get().facts().isEmpty()) {
      return Optional.of(call.id() + " was refused and changed something: " + call.asked());
    }
    return decision.get().outcome() instanceof Refused refused && refused.status() == told.status()
        ? Optional.empty()
        : Optional.of(
            "%s was told %d, but decided: %s"
                .formatted(call.id(), told.status(), decision.get().outcome()));
  }
}
