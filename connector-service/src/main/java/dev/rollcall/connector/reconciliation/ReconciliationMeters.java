package dev.rollcall.connector.reconciliation;

import dev.rollcall.connector.reconciliation.RunStore.Standing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Figures to alarm by: how much each target differs, and how old that is.
final class ReconciliationMeters {
  private static final String TARGET = "target";

  private final MultiGauge findings;
  private final MultiGauge ages;

  ReconciliationMeters(MeterRegistry registry) {
    this.findings =
        MultiGauge.builder("rollcall.reconciliation.findings")
            .description("What the last complete reconciliation found")
            .register(registry);
    this.ages =
        MultiGauge.builder("rollcall.reconciliation.age.seconds")
            .description("Since the last complete reconciliation ended")
            .register(registry);
  }

  void standings(List<Standing> all) {
    findings.register(
        all.stream()
            .map(it -> Row.of(Tags.of(TARGET, it.targetId(), "kind", it.kind()), it.number()))
            .collect(Collectors.toList()),
        true);
    Map<String, Long> ageOf =
        all.stream()
            .collect(Collectors.toMap(Standing::targetId, Standing::ageSeconds, (one, _) -> one));
    ages.register(
        ageOf.entrySet().stream()
            .map(it -> Row.of(Tags.of(TARGET, it.getKey()), it.getValue()))
            .collect(Collectors.toList()),
        true);
  }
}
