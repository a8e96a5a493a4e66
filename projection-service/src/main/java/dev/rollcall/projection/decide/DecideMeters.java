package dev.rollcall.projection.decide;

import dev.rollcall.projection.fold.core.Answered;
import dev.rollcall.schemas.event.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/// Counts decisions by outcome. `rollcall_decisions_total{outcome="quarantined"}` above zero is an
/// alarm.
final class DecideMeters {
  private final Counter accepted;
  private final Counter refused;
  private final Counter quarantined;
  private final DistributionSummary batchSize;

  DecideMeters(MeterRegistry registry) {
    this.accepted = counter(registry, "accepted");
    this.refused = counter(registry, "refused");
    this.quarantined = counter(registry, "quarantined");
    this.batchSize = DistributionSummary.builder("rollcall.batch.size").register(registry);
  }

  void decided(List<Answered> batch) {
    batchSize.record(batch.size());
    for (Answered answered : batch) {
      switch (answered.decision().outcome()) {
        case Outcome.Accepted _, Outcome.Performed _ -> accepted.increment();
        case Outcome.Refused _ -> refused.increment();
        case Outcome.Quarantined _ -> quarantined.increment();
      }
    }
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder("rollcall.decisions").tag("outcome", outcome).register(registry);
  }
}
