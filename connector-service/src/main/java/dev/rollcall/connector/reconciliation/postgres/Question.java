package dev.rollcall.connector.reconciliation.postgres;

import dev.rollcall.connector.reconciliation.postgres.Repairs.Count;
import java.util.List;
import java.util.stream.Collectors;

/// What a person is asked about what a run has found.
record Question(String runId, List<Count> counts) {
  private static final String EXTRA = "extra";

  int people() {
    return extras("User");
  }

  int groups() {
    return extras("Group");
  }

  private int extras(String type) {
    return Math.toIntExact(
        counts.stream()
            .filter(it -> it.kind().equals(EXTRA) && it.resourceType().equals(type))
            .mapToLong(Count::number)
            .sum());
  }

  String sentence() {
    String all =
        counts.stream()
            .map(it ->
                "%d %s %s%s"
                    .formatted(
                        it.number(),
                        it.resourceType(),
                        it.kind().replace('_', ' '),
                        it.ours() ? "" : " that we did not create"))
            .collect(Collectors.joining(", "));
    return "Reconciliation " + runId + " found what may be repaired: " + all + ".";
  }
}
