package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Logs.Asking;
import dev.rollcall.e2e.crash.core.Logs.LedgerRow;
import dev.rollcall.e2e.crash.core.Logs.Poisoned;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import dev.rollcall.schemas.event.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// 7: every request on the log is decided, once, and so is the poison among them: it is
/// quarantined, changes nothing, and an alarm says so; nothing else is.
final class NothingSkipped implements Invariant {
  private static final int NUMBER = 7;

  @Override
  public List<Violation> check(Evidence evidence) {
    var found = new ArrayList<String>();
    Logs logs = evidence.logs();
    Map<Integer, Map<Long, LedgerRow>> decided = new HashMap<>();
    for (LedgerRow row : logs.ledger()) {
      LedgerRow other =
          decided
              .computeIfAbsent(row.partition(), _ -> new TreeMap<>())
              .put(row.requestOffset(), row);
      if (other != null) {
        found.add(
            "Partition %d, offset %d is decided twice, as %d and as %d"
                .formatted(row.partition(), row.requestOffset(), other.seq(), row.seq()));
      }
    }
    for (Asking each : logs.requests()) {
      LedgerRow row = decided.getOrDefault(each.partition(), Map.of()).get(each.offset());
      if (row == null) {
        found.add(
            "Partition %d, offset %d is not decided".formatted(each.partition(), each.offset()));
      } else if (!row.requestId().equals(each.requestId())) {
        found.add(
            "Partition %d, offset %d is decided as another request"
                .formatted(each.partition(), each.offset()));
      }
    }
    logs.ends()
        .forEach((partition, end) -> {
          long next = logs.positions().getOrDefault(partition, 0L);
          if (next != end) {
            found.add(
                "Partition %d ends at %d, and its position is %d".formatted(partition, end, next));
          }
        });
    var poisoned = quarantined(evidence, decided, found);
    for (Decision decision : Timeline.of(logs).decisions()) {
      if (decision.outcome() instanceof Quarantined it && !poisoned.contains(decision.source())) {
        found.add("Request " + decision.requestId() + " was quarantined: " + it.reason());
      }
    }
    return found.stream().map(it -> new Violation(NUMBER, it)).toList();
  }

  private static Set<Position> quarantined(
      Evidence evidence, Map<Integer, Map<Long, LedgerRow>> decided, List<String> found) {
    var timeline = Timeline.of(evidence.logs());
    Operations.Alarms alarms = evidence.operations().alarms();
    var places = new HashSet<Position>();
    for (Poisoned each : evidence.logs().poison()) {
      var place = new Position(each.partition(), each.offset());
      places.add(place);
      LedgerRow row = decided.getOrDefault(each.partition(), Map.of()).get(each.offset());
      if (row == null || !row.requestId().equals(each.requestId())) {
        found.add(each + " is decided as " + (row == null ? "nothing" : row.requestId()));
      }
      Optional<Decision> decision =
          timeline.decisions().stream().filter(it -> it.source().equals(place)).findFirst();
      boolean harmless =
          decision
              .filter(it -> it.outcome() instanceof Quarantined && it.facts().isEmpty())
              .isPresent();
      if (!harmless) {
        found.add(each + " was not quarantined, but: " + decision.map(Decision::outcome));
      }
      if (!alarms.logged().contains(place)) {
        found.add(each + " is named by no line of a log");
      }
    }
    if (!places.isEmpty() && alarms.counted() == 0) {
      found.add("Poison was planted, and no projection's metrics count what is quarantined");
    }
    return places;
  }
}
