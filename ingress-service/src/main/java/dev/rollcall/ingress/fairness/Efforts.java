package dev.rollcall.ingress.fairness;

import dev.rollcall.ingress.fairness.core.Effort;
import dev.rollcall.schemas.event.TenantId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How long each tenant's reads take, by their kind; of the tenants that were there last. Safe for
/// use by several threads.
public final class Efforts {
  private final Map<Asking, Effort> efforts;

  /// What is told apart: a search may read the whole directory.
  public enum Kind {
    LOOKUP,
    SEARCH
  }

  private record Asking(TenantId tenant, Kind kind) {}

  /// @param tenantsMax of how many tenants something is kept
  public Efforts(int tenantsMax) {
    int kept = Math.multiplyExact(tenantsMax, Kind.values().length);
    efforts =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Asking, Effort> eldest) {
            return size() > kept;
          }
        };
  }

  /// What one takes at present.
  public synchronized Effort of(TenantId tenant, Kind kind) {
    return efforts.getOrDefault(new Asking(tenant, kind), Effort.UNKNOWN);
  }

  /// One was done.
  public synchronized void took(TenantId tenant, Kind kind, Duration time) {
    efforts.merge(
        new Asking(tenant, kind), Effort.UNKNOWN.after(time), (known, _) -> known.after(time));
  }
}
