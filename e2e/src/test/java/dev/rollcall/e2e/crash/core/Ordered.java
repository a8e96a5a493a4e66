package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Logs.Deciding;
import dev.rollcall.e2e.crash.core.Logs.LedgerRow;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// 6: requests, decisions and their numbers have one order, without a gap, and so have the versions
/// of each resource.
final class Ordered implements Invariant {
  private static final int NUMBER = 6;

  @Override
  public List<Violation> check(Evidence evidence) {
    var found = new ArrayList<String>();
    published(evidence.logs().decisions(), found);
    stored(evidence.logs().ledger(), found);
    versions(Timeline.of(evidence.logs()).decisions(), found);
    return found.stream().map(it -> new Violation(NUMBER, it)).toList();
  }

  /// A copy of an earlier decision may come again; a later one may not come first.
  private static void published(List<Deciding> decisions, List<String> found) {
    Map<Integer, Long> last = new HashMap<>();
    for (Deciding each : decisions) {
      long before = last.getOrDefault(each.partition(), 0L);
      long seq = each.decision().seq();
      if (seq > before + 1) {
        found.add(
            "On the decisions log, partition %d, %d comes after %d"
                .formatted(each.partition(), seq, before));
      }
      last.put(each.partition(), Math.max(before, seq));
    }
  }

  private static void stored(List<LedgerRow> ledger, List<String> found) {
    Map<Integer, LedgerRow> last = new HashMap<>();
    for (LedgerRow row :
        ledger.stream()
            .sorted(Comparator.comparingInt(LedgerRow::partition).thenComparingLong(LedgerRow::seq))
            .toList()) {
      LedgerRow before = last.put(row.partition(), row);
      long expected = before == null ? 1 : before.seq() + 1;
      if (row.seq() != expected) {
        found.add(
            "In the ledger of partition %d, %d stands where %d belongs"
                .formatted(row.partition(), row.seq(), expected));
      }
      if (before != null && row.requestOffset() <= before.requestOffset()) {
        found.add(
            "In partition %d, decision %d is of offset %d, and %d of the later offset %d"
                .formatted(
                    row.partition(),
                    row.seq(),
                    row.requestOffset(),
                    before.seq(),
                    before.requestOffset()));
      }
    }
  }

  private static void versions(List<Decision> decisions, List<String> found) {
    Map<String, Long> versions = new HashMap<>();
    for (Decision decision : decisions) {
      var now = new HashMap<String, Long>();
      for (Fact fact : decision.facts()) {
        now.merge(fact.resource().id().value(), fact.version(), Math::max);
      }
      now.forEach((id, version) -> {
        long before = versions.getOrDefault(id, 0L);
        if (version != before + 1) {
          found.add("Resource %s has version %d after %d".formatted(id, version, before));
        }
        versions.put(id, version);
      });
    }
  }
}
