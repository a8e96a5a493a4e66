package dev.rollcall.e2e.crash.core;

import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// 1: what was acknowledged is on the log, was decided as it was said, and did what was asked.
final class Acknowledged implements Invariant {
  private static final int NUMBER = 1;

  @Override
  public List<Violation> check(Evidence evidence) {
    var timeline = Timeline.of(evidence.logs());
    var found = new ArrayList<Violation>();
    Map<String, List<Call>> acknowledged = new HashMap<>();
    for (Call call : evidence.history()) {
      if (call.asked().isWrite() && call.told() instanceof Told.Ok ok) {
        acknowledged
            .computeIfAbsent(timeline.request(call, ok.requestId()), _ -> new ArrayList<>())
            .add(call);
        decided(call, ok, timeline).ifPresent(it -> found.add(new Violation(NUMBER, it)));
      }
    }
    done(acknowledged, timeline, found);
    return found;
  }

  private static Optional<String> decided(Call call, Told.Ok ok, Timeline timeline) {
    if (timeline.of(call).isEmpty()) {
      return Optional.of(call.name() + " was acknowledged and is not on the requests log");
    }
    Optional<Outcome> outcome = timeline.outcome(call, timeline.request(call, ok.requestId()));
    if (outcome.isEmpty()) {
      return Optional.of(call.name() + " was acknowledged and has no decision on the log");
    }
    if (!(outcome.get() instanceof Accepted accepted)) {
      return Optional.of(call.name() + " was acknowledged, but decided: " + outcome.get());
    }
    boolean otherId = ok.id() != null && !ok.id().equals(accepted.resource().id().value());
    boolean otherVersion = ok.version() > 0 && ok.version() < accepted.version();
    return otherId || otherVersion
        ? Optional.of(call.name() + " was told " + ok + ", but decided: " + accepted)
        : Optional.empty();
  }

  private static void done(
      Map<String, List<Call>> acknowledged, Timeline timeline, List<Violation> found) {
    var state = new Folded();
    for (Decision decision : timeline.decisions()) {
      state.apply(decision);
      for (Call call : acknowledged.getOrDefault(decision.requestId().value(), List.of())) {
        if (Timeline.outcome(call, decision).orElse(null) instanceof Accepted accepted) {
          Optional<Held> now = state.find(accepted.resource().id().value());
          if (!isDone(call, now, timeline)) {
            found.add(
                new Violation(
                    NUMBER, call.name() + " was acknowledged and not done: " + call.asked()));
          }
        }
      }
    }
  }

  private static boolean isDone(Call call, Optional<Held> now, Timeline timeline) {
    return switch (call.asked()) {
      case Asked.Create it -> now.filter(held -> isAsCreated(held, it)).isPresent();
      case Asked.Retitle it -> now.filter(held -> held.title().equals(it.title())).isPresent();
      case Asked.Switch it -> now.filter(held -> held.isActive() == it.active()).isPresent();
      case Asked.Join it ->
          now.filter(held -> held.members().contains(timeline.member(call, it.member())))
              .isPresent();
      case Asked.JoinAll it ->
          now.filter(held -> held.members().containsAll(it.members())).isPresent();
      case Asked.Regroup it ->
          now.filter(held -> held.members().equals(Set.copyOf(it.members()))).isPresent();
      case Asked.Leave it -> now.filter(held -> !held.members().contains(it.member())).isPresent();
      case Asked.Delete _ -> now.isEmpty();
      case Asked.Read _, Asked.ReadGroup _, Asked.Find _ -> true;
    };
  }

  private static boolean isAsCreated(Held held, Asked.Create create) {
    return held.name().equals(create.name())
        && held.title().equals(create.title())
        && held.members().equals(Set.copyOf(create.members()));
  }
}
