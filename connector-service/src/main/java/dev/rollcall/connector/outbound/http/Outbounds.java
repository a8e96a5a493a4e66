package dev.rollcall.connector.outbound.http;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.outbound.Addresses;
import dev.rollcall.connector.outbound.Outbound;
import dev.rollcall.connector.outbound.OutboundRule;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.net.InetAddress;
import java.util.concurrent.Executors;

/// Opens HTTP to targets.
public final class Outbounds {
  private final Limits.Http limits;
  private final Guards.Registries registries;
  private final GuardedResolver resolver;

  public Outbounds(
      Limits.Http limits,
      BulkheadRegistry bulkheads,
      CircuitBreakerRegistry circuitBreakers,
      TimeLimiterRegistry timeLimiters) {
    this.limits = limits;
    this.registries = new Guards.Registries(bulkheads, circuitBreakers, timeLimiters);
    this.resolver =
        new GuardedResolver(Executors.newVirtualThreadPerTaskExecutor(), InetAddress::getAllByName);
  }

  /// Returns the addresses that one target may be dialled at.
  public Addresses addresses(OutboundRule rule) {
    return rule.allowPrivateAddress()
        ? InetAddress::getByName
        : new PublicLookup(InetAddress::getAllByName);
  }

  /// Returns HTTP as one target may be called.
  public Outbound open(OutboundRule rule) {
    return new WebClientOutbound(rule, limits, Guards.of(rule, registries), resolver);
  }
}
