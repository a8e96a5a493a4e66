package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// Figures of delivery. Labels are targets and classes, never people.
final class DeliveryMeters {
  private static final String TARGET = "target";

  private final MeterRegistry registry;
  private final Throughput throughput;

  DeliveryMeters(MeterRegistry registry, Throughput throughput) {
    this.registry = registry;
    this.throughput = throughput;
  }

  void attempt(Claim claim, Answer answer, long startedNanos) {
    String result = answer instanceof Failed(var failure) ? failure.kind().logicalName() : "ok";
    registry
        .timer("rollcall.delivery.attempt", TARGET, claim.lane().targetId(), "result", result)
        .record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
  }

  void ended(Claim claim, Ending ending, Instant now) {
    throughput.count(claim.lane().targetId(), ending);
    Instant since = claim.waitingSince();
    if (ending instanceof Ending.Applied && since != null) {
      registry
          .timer("rollcall.delivery.lag", TARGET, claim.lane().targetId())
          .record(Duration.between(since, now));
    }
  }
}
