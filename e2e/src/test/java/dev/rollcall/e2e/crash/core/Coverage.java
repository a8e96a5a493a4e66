package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Fault.Kind;
import dev.rollcall.e2e.crash.core.Operations.Struck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// What a run must have had, or else nothing was shown by it: a loop in which no promise was put to
/// the test keeps all of them.
public final class Coverage {
  private static final int CALLS_MIN = 100;

  private static final int BULK_MIN = 2;

  private static final int ARRIVALS_MIN = 10;

  private Coverage() {}

  /// Returns what a run did not put to the test.
  public static List<String> lacking(Evidence evidence) {
    List<Struck> faults = evidence.operations().faults();
    var lacking = new ArrayList<String>();
    if (evidence.history().size() < CALLS_MIN) {
      lacking.add("Only " + evidence.history().size() + " calls were made");
    }
    if (largestBulk(evidence) < BULK_MIN) {
      lacking.add("No bulk request had " + BULK_MIN + " operations");
    }
    if (faults.stream().noneMatch(it -> Serving.isDecidersLoneKill(it, faults))) {
      lacking.add("No decider was killed while nothing else was wrong");
    }
    if (faults.stream().noneMatch(it -> wasAskedIn(it, evidence))) {
      lacking.add("No process was asked whether it is ready while a server was away for long");
    }
    if (faults.stream().noneMatch(it -> it.fault().disturbs() && it.fault().kind() != Kind.KILL)) {
      lacking.add("Nothing but kills was done");
    }
    if (OthersGoOn.measured(evidence) < ARRIVALS_MIN) {
      lacking.add("Nobody measured how long it takes to a target while another one hangs");
    }
    return lacking;
  }

  private static long largestBulk(Evidence evidence) {
    return evidence.history().stream()
        .filter(Call::isOperation)
        .collect(Collectors.groupingBy(Call::id, Collectors.counting()))
        .values()
        .stream()
        .max(Comparator.naturalOrder())
        .orElse(0L);
  }

  private static boolean wasAskedIn(Struck struck, Evidence evidence) {
    return evidence.operations().samples().stream()
        .anyMatch(it -> ReadinessIsTrue.isPutToTheTest(struck, it));
  }
}
