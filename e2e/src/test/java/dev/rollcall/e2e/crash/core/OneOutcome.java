package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Logs.Deciding;
import dev.rollcall.e2e.crash.core.Logs.LedgerRow;
import dev.rollcall.e2e.crash.core.Logs.Reread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// 4: one decision for one request, the same bytes wherever it is read, and as often as it is.
final class OneOutcome implements Invariant {
  private static final int NUMBER = 4;

  @Override
  public List<Violation> check(Evidence evidence) {
    var found = new ArrayList<String>();
    Map<String, LedgerRow> rows = new HashMap<>();
    for (LedgerRow row : evidence.logs().ledger()) {
      if (rows.put(row.requestId(), row) != null) {
        found.add("Request " + row.requestId() + " has two decisions in the ledger");
      }
    }
    Set<String> published = new HashSet<>();
    for (Deciding each : evidence.logs().decisions()) {
      String request = each.decision().requestId().value();
      published.add(request);
      LedgerRow row = rows.get(request);
      if (row == null) {
        found.add("Request " + request + " has a decision on the log and none in the ledger");
      } else if (!row.sha256().equals(each.sha256()) || row.seq() != each.decision().seq()) {
        found.add("The decision of request " + request + " differs between log and ledger");
      }
    }
    for (String request : rows.keySet()) {
      if (!published.contains(request)) {
        found.add("The decision of request " + request + " never came to the log");
      }
    }
    for (Reread each : evidence.logs().rereads()) {
      LedgerRow row = rows.get(each.requestId());
      if (row == null || !row.sha256().equals(each.sha256())) {
        found.add("The decision of request " + each.requestId() + " reads differently now");
      }
    }
    return found.stream().map(it -> new Violation(NUMBER, it)).toList();
  }
}
