package dev.rollcall.connector.feed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// How many requests of each tenant are open at feeds of this instance.
final class OpenRequests {
  private final int perTenantMax;
  private final int allMax;
  private final Map<String, Integer> open = new ConcurrentHashMap<>();
  private final AtomicInteger all = new AtomicInteger();

  OpenRequests(int perTenantMax, int allMax) {
    this.perTenantMax = perTenantMax;
    this.allMax = allMax;
  }

  /// Lets one in, who must leave; false where there is no room.
  boolean enter(String tenant) {
    if (all.incrementAndGet() > allMax) {
      all.decrementAndGet();
      return false;
    }
    boolean[] in = {false};
    open.compute(
        tenant,
        (_, known) -> {
          int before = known == null ? 0 : known;
          in[0] = before < perTenantMax;
          return in[0] ? Integer.valueOf(before + 1) : known;
        });
    if (!in[0]) {
      all.decrementAndGet();
    }
    return in[0];
  }

  void leave(String tenant) {
    all.decrementAndGet();
    open.computeIfPresent(tenant, (_, known) -> known > 1 ? Integer.valueOf(known - 1) : null);
  }

  int count() {
    return all.get();
  }
}
