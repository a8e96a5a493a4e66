package dev.rollcall.ingress.access;

import dev.rollcall.schemas.event.TenantId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the requests of each tenant that are under way, so that one tenant cannot stand in front
/// of all others.
public final class InFlight {
  private final ConcurrentMap<TenantId, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final int max;

  public InFlight(int max) {
    this.max = max;
  }

  /// Takes a place; false where the tenant has none left.
  public boolean enter(TenantId tenant) {
    AtomicInteger count = counts.computeIfAbsent(tenant, _ -> new AtomicInteger());
    if (count.incrementAndGet() > max) {
      count.decrementAndGet();
      return false;
    }
    return true;
  }

  /// Gives a place back.
  public void leave(TenantId tenant) {
    counts.computeIfAbsent(tenant, _ -> new AtomicInteger(1)).decrementAndGet();
  }
}
