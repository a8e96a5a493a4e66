package dev.rollcall.ingress.fairness;

import dev.rollcall.ingress.fairness.core.Share;
import dev.rollcall.ingress.fairness.core.TenantLoad;
import dev.rollcall.ingress.fairness.core.Verdict;
import dev.rollcall.schemas.event.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/// Counts what each tenant has under way, and lets no more in than its share. Safe for use by
/// several threads.
public final class Admission {
  private final ConcurrentMap<TenantId, TenantLoad> loads = new ConcurrentHashMap<>();
  private final Share share;
  private final int tenantsMax;
  private final InstantSource clock;

  /// @param tenantsMax loads that are kept before those that say nothing any more are forgotten
  public Admission(Share share, int tenantsMax, InstantSource clock) {
    this.share = share;
    this.tenantsMax = tenantsMax;
    this.clock = clock;
  }

  /// Lets a request of a tenant in, or not. Who is let in says so when it is over.
  public Verdict enter(TenantId tenant) {
    Instant now = clock.instant();
    forget(now);
    var verdict = new AtomicReference<Verdict>();
    loads.compute(
        tenant,
        (_, known) -> {
          TenantLoad load = known == null ? TenantLoad.none(share, now) : known;
          Verdict judged = load.arrive(share, now);
          verdict.set(judged);
          return judged.load();
        });
    return Objects.requireNonNull(verdict.get());
  }

  /// A request that was let in is over.
  public void leave(TenantId tenant, Duration itTook) {
    loads.computeIfPresent(tenant, (_, load) -> load.left(itTook));
  }

  /// Tenants of which something is known.
  int size() {
    return loads.size();
  }

  private void forget(Instant now) {
    if (loads.size() > tenantsMax) {
      loads.values().removeIf(load -> load.isNone(share, now));
    }
  }
}
