package dev.rollcall.connector.outbound.http;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.outbound.Addresses;
import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.connector.outbound.NameLookup;
import dev.rollcall.connector.outbound.Outbound;
import dev.rollcall.connector.outbound.OutboundRule;
import dev.rollcall.connector.outbound.Wire;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/// Opens HTTP to targets.
public final class Outbounds {
  private final Limits.Http limits;
  private final Guards.Registries registries;
  private final NameLookup lookup;
  private final Executor blocking = Executors.newVirtualThreadPerTaskExecutor();

  /// One for all targets that may be dialled at the same addresses: Netty keeps a resolver for as
  /// long as its threads live.
  private final Map<AllowedAddresses, GuardedResolvers> resolvers = new ConcurrentHashMap<>();

  public Outbounds(
      Limits.Http limits,
      BulkheadRegistry bulkheads,
      CircuitBreakerRegistry circuitBreakers,
      TimeLimiterRegistry timeLimiters) {
    this(
        limits,
        new Guards.Registries(bulkheads, circuitBreakers, timeLimiters),
        InetAddress::getAllByName);
  }

  private Outbounds(Limits.Http limits, Guards.Registries registries, NameLookup lookup) {
    this.limits = limits;
    this.registries = registries;
    this.lookup = lookup;
  }

  /// Returns the same for names that are looked up elsewhere than this machine does.
  public Outbounds lookingUpBy(NameLookup another) {
    return new Outbounds(limits, registries, another);
  }

  /// Returns the addresses that one target may be dialled at in one way.
  public Addresses addresses(OutboundRule rule, Wire wire) {
    return new AllowedLookup(lookup, rule.addresses(), wire);
  }

  /// Returns HTTP as one target may be called.
  public Outbound open(OutboundRule rule) {
    GuardedResolvers both =
        resolvers.computeIfAbsent(
            rule.addresses(), allowed -> GuardedResolvers.of(blocking, lookup, allowed));
    return new WebClientOutbound(rule, limits, Guards.of(rule, registries), both);
  }
}
