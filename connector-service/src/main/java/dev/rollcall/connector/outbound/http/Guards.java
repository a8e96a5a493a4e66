package dev.rollcall.connector.outbound.http;

import dev.rollcall.connector.outbound.OutboundRule;
import dev.rollcall.connector.outbound.Reply;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.time.Duration;

/// What stands around the calls to one target in this process. The breaker here is only the quick
/// one, for the moments until the lane's own, which all instances share, has opened.
record Guards(Bulkhead bulkhead, CircuitBreaker circuitBreaker, TimeLimiter timeLimiter) {
  private static final int WINDOW = 20;
  private static final int CALLS_MIN = 10;
  private static final float ALL = 100f;
  private static final Duration OPEN = Duration.ofSeconds(1);

  /// Where the guards are registered, and with them their metrics.
  record Registries(
      BulkheadRegistry bulkheads,
      CircuitBreakerRegistry circuitBreakers,
      TimeLimiterRegistry timeLimiters) {}

  static Guards of(OutboundRule rule, Registries registries) {
    String name = "target-" + rule.name();
    // A target whose configuration changed gets new guards under its old name.
    registries.bulkheads().remove(name);
    registries.circuitBreakers().remove(name);
    registries.timeLimiters().remove(name);
    return new Guards(
        registries
            .bulkheads()
            .bulkhead(
                name,
                BulkheadConfig.custom()
                    .maxConcurrentCalls(rule.inFlightMax())
                    .maxWaitDuration(Duration.ZERO)
                    .build()),
        registries
            .circuitBreakers()
            .circuitBreaker(
                name,
                CircuitBreakerConfig.custom()
                    .slidingWindowSize(WINDOW)
                    .minimumNumberOfCalls(CALLS_MIN)
                    .failureRateThreshold(ALL)
                    .waitDurationInOpenState(OPEN)
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .recordResult(Guards::isTargetTrouble)
                    .build()),
        registries
            .timeLimiters()
            .timeLimiter(name, TimeLimiterConfig.custom().timeoutDuration(rule.total()).build()));
  }

  private static boolean isTargetTrouble(Object reply) {
    return reply instanceof Reply known
        && switch (known) {
          case Reply.Answered answered -> answered.status() >= 500;
          case Reply.Unanswered unanswered -> unanswered.failure().kind().isTargetTrouble();
        };
  }
}
