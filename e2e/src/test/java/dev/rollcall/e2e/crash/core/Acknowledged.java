package dev.rollcall.e2e.crash.core;

import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome.Accepted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// 1: what was acknowledged is on the log, was decided as it was said, and did what was asked.
final class Acknowledged implements Invariant {
  private static final int NUMBER = 1;

  @Override
  public List<Violation> check(Evidence evidence) {
    var timeline = Timeline.of(evidence.logs());
    var found = new ArrayList<Violation>();
    Map<String, Call> acknowledged = new HashMap<>();
    for (Call call : evidence.history()) {
      if (call.asked().isWrite() && call.told() instanceof Told.Ok ok) {
        acknowledged.put(ok.requestId(), call);
        decided(call, ok, timeline).ifPresent(it -> found.add(new Violation(NUMBER, it)));
      }
    }
    done(acknowledged, timeline, found);
    return found;
  }

  private static Optional<String> decided(Call call, Told.Ok ok, Timeline timeline) {
    if (timeline.of(call).isEmpty()) {
      return Optional.of(call.id() + " was acknowledged and is not on the requests log");
    }
    Optional<Decision> decision = timeline.decision(ok.requestId());
    if (decision.isEmpty()) {
      return Optional.of(call.id() + " was acknowledged and has no decision on the log");
    }
    if (!(decision.get().outcome() instanceof Accepted accepted)) {
      return Optional.of(call.id() + " was acknowledged, but decided: " + decision.get().outcome());
    }
    boolean otherId = ok.id() != null && !ok.id().equals(accepted.resource().id().value());
    boolean otherVersion = ok.version() > 0 && ok.version() < accepted.version();
    return otherId || otherVersion
        ? Optional.of(call.id() + " was told " + ok + ", but decided: " + accepted)
        : Optional.empty();
  }

  private static void done(
      Map<String, Call> acknowledged, Timeline timeline, List<Violation> found) {
    var state = new Folded();
    for (Decision decision : timeline.decisions()) {
      state.apply(decision);
      Call call = acknowledged.get(decision.requestId().value());
      if (call != null && decision.outcome() instanceof Accepted accepted) {
        Optional<Held> now = state.find(accepted.resource().id().value());
        if (!isDone(call.asked(), now)) {
          found.add(
              new Violation(NUMBER, call.id() + " was acknowledged and not done: " + call.asked()));
        }
      }
    }
  }

  private static boolean isDone(Asked asked, Optional<Held> now) {
    return switch (asked) {
      case Asked.Create it ->
          now.filter(held -> held.name().equals(it.name()) && held.title().equals(it.title()))
              .isPresent();
      case Asked.Retitle it -> now.filter(held -> held.title().equals(it.title())).isPresent();
      case Asked.Switch it -> now.filter(held -> held.isActive() == it.active()).isPresent();
      case Asked.Join it -> now.filter(held -> held.members().contains(it.member())).isPresent();
      case Asked.Leave it -> now.filter(held -> !held.members().contains(it.member())).isPresent();
      case Asked.Delete _ -> now.isEmpty();
      case Asked.Read _, Asked.Find _ -> true;
    };
  }
}
