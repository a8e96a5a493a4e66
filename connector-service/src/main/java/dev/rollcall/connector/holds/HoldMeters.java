package dev.rollcall.connector.holds;

import dev.rollcall.connector.holds.Scales.Conclusion;
import dev.rollcall.connector.holds.Scales.Count;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.stream.Collectors;

/// Figures to alarm by: acts that wait for a person now, and how many there have been.
final class HoldMeters {
  private static final String TARGET = "target";

  private final MeterRegistry registry;
  private final MultiGauge held;

  HoldMeters(MeterRegistry registry) {
    this.registry = registry;
    this.held = MultiGauge.builder("rollcall.delivery.holds").register(registry);
  }

  void held(List<Count> counts) {
    held.register(
        counts.stream()
            .map(count -> Row.of(Tags.of(TARGET, count.targetId()), count.held()))
            .collect(Collectors.toList()),
        true);
  }

  void stopped(Conclusion conclusion) {
    registry
        .counter(
            "rollcall.delivery.held.acts", TARGET, conclusion.targetId(), "act", conclusion.act())
        .increment();
  }
}
