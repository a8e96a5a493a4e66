package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Logs.Asking;
import dev.rollcall.e2e.crash.core.Logs.LedgerRow;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// 7: every request on the log is decided, once, and none was quarantined: no poison was planted.
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
    for (Decision decision : Timeline.of(logs).decisions()) {
      if (decision.outcome() instanceof Quarantined it) {
        found.add("Request " + decision.requestId() + " was quarantined: " + it.reason());
      }
    }
    return found.stream().map(it -> new Violation(NUMBER, it)).toList();
  }
}
