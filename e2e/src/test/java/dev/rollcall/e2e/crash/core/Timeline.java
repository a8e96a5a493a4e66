package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Logs.Asking;
import dev.rollcall.e2e.crash.core.Logs.Deciding;
import dev.rollcall.schemas.event.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The logs in a form that questions can be asked of: each decision once, in order.
final class Timeline {
  private final List<Decision> decisions;
  private final Map<String, Decision> byRequest = new HashMap<>();
  private final Map<String, List<Asking>> byCall = new HashMap<>();

  private Timeline(List<Decision> decisions) {
    this.decisions = decisions;
  }

  static Timeline of(Logs logs) {
    var once = new TreeMap<Integer, TreeMap<Long, Decision>>();
    for (Deciding each : logs.decisions()) {
      once.computeIfAbsent(each.partition(), _ -> new TreeMap<>())
          .putIfAbsent(each.decision().seq(), each.decision());
    }
    var all = new ArrayList<Decision>();
    once.values().forEach(partition -> all.addAll(partition.values()));
    var timeline = new Timeline(all);
    all.forEach(it -> timeline.byRequest.putIfAbsent(it.requestId().value(), it));
    logs.requests().stream()
        .sorted(Comparator.comparingInt(Asking::partition).thenComparingLong(Asking::offset))
        .forEach(it -> timeline.byCall.computeIfAbsent(it.call(), _ -> new ArrayList<>()).add(it));
    return timeline;
  }

  /// Each decision once, partition by partition, in order.
  List<Decision> decisions() {
    return decisions;
  }

  Optional<Decision> decision(String requestId) {
    return Optional.ofNullable(byRequest.get(requestId));
  }

  /// The records that a call left on the requests log.
  List<Asking> of(Call call) {
    return byCall.getOrDefault(call.id(), List.of());
  }
}
