package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Logs.Asking;
import dev.rollcall.schemas.event.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// 3: what a client asked once happened once at most, whatever it was told.
final class AtMostOnce implements Invariant {
  private static final int NUMBER = 3;

  @Override
  public List<Violation> check(Evidence evidence) {
    var timeline = Timeline.of(evidence.logs());
    var found = new ArrayList<Violation>();
    for (Call call : evidence.history()) {
      List<Asking> records = timeline.of(call);
      // What was refused beside an equal request is recorded once more, as its repeat.
      if (records.stream()
          .limit(Math.max(0, records.size() - 1))
          .anyMatch(it -> !isRefused(call, it, timeline))) {
        found.add(
            new Violation(
                NUMBER, call.name() + " is " + records.size() + " times on the requests log"));
      }
    }
    Map<String, Asking> seen = new HashMap<>();
    for (Asking each : evidence.logs().requests()) {
      Asking first = seen.put(each.requestId(), each);
      if (first != null) {
        found.add(
            new Violation(
                NUMBER,
                "Request %s is on the log at offset %d and again at %d"
                    .formatted(each.requestId(), first.offset(), each.offset())));
      }
    }
    return found;
  }

  private static boolean isRefused(Call call, Asking record, Timeline timeline) {
    return timeline
        .outcome(call, record.requestId())
        .filter(Outcome.Refused.class::isInstance)
        .isPresent();
  }
}
