package dev.rollcall.ingress.fairness;

import dev.rollcall.ingress.fairness.core.Neighbours;
import dev.rollcall.schemas.event.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Knows whether a tenant has the platform for itself at present. Safe for use by several threads.
public final class Activity {
  private final AtomicReference<@Nullable Neighbours> neighbours = new AtomicReference<>();
  private final Duration lasting;
  private final InstantSource clock;

  /// @param lasting how long a tenant counts as there after a request
  public Activity(Duration lasting, InstantSource clock) {
    this.lasting = lasting;
    this.clock = clock;
  }

  /// A request of a tenant came.
  public void seen(TenantId tenant) {
    Instant now = clock.instant();
    neighbours.updateAndGet(
        before -> before == null ? Neighbours.alone(tenant, now) : before.seen(tenant, now));
  }

  /// Says whether another tenant was there a short while ago.
  public boolean hasOthersThan(TenantId tenant) {
    Neighbours known = neighbours.get();
    return known != null && known.othersAt(tenant).isAfter(clock.instant().minus(lasting));
  }
}
