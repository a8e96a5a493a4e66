package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Counts a vendor's calls: in a window of the last seconds, in a bucket of the burst's size, and
/// the members that a group got. What is refused is not counted.
final class VendorLimits {
  private static final double NANOS = 1e9;

  /// Two calls that left in time may come together on a busy machine.
  private static final int BURST_SLACK = 3;

  private final List<Vendor.Limit> limits;
  private final Map<String, Deque<Long>> calls = new HashMap<>();
  private final Map<String, Deque<Long>> members = new HashMap<>();
  private @Nullable PerGroup perGroup;

  /// So many members of one group in so many seconds.
  record PerGroup(int members, int seconds) {}

  VendorLimits(List<Vendor.Limit> limits) {
    this.limits = limits;
  }

  void perGroup(PerGroup limit) {
    perGroup = limit;
  }

  /// Returns the seconds to wait, or null where the call is within all limits.
  @Nullable Integer exceeded(Request request) {
    long now = System.nanoTime();
    List<Vendor.Limit> counted =
        limits.stream().filter(limit -> limit.counts().test(request)).toList();
    for (Vendor.Limit limit : counted) {
      if (isExceeded(limit, now)) {
        return 1;
      }
    }
    if (isGroupFull(request, now)) {
      return Objects.requireNonNull(perGroup).seconds();
    }
    counted.forEach(limit -> past(limit).addLast(now));
    return null;
  }

  private boolean isExceeded(Vendor.Limit limit, long now) {
    double window = limit.seconds() * NANOS;
    Deque<Long> past = past(limit);
    past.removeIf(at -> now - at > window);
    if (past.size() >= limit.permits()) {
      return true;
    }
    return limit.burst() > 0
        && limit.burst() + BURST_SLACK - level(past, window / limit.permits(), now) < 1;
  }

  /// How full the bucket is, which leaks one call in each `every`.
  private static double level(Deque<Long> past, double every, long now) {
    double level = 0;
    Long last = null;
    for (Long at : past) {
      level = last == null ? 0 : Math.max(0, level - (at - last) / every);
      level++;
      last = at;
    }
    return last == null ? 0 : Math.max(0, level - (now - last) / every);
  }

  private boolean isGroupFull(Request request, long now) {
    PerGroup limit = perGroup;
    if (limit == null
        || !request.method().equals("PATCH")
        || !request.path().startsWith("/Groups")) {
      return false;
    }
    int changed = membersOf(request);
    Deque<Long> past = members.computeIfAbsent(request.path(), _ -> new ArrayDeque<>());
    past.removeIf(at -> now - at > limit.seconds() * NANOS);
    if (past.size() + changed > limit.members()) {
      return true;
    }
    for (int i = 0; i < changed; i++) {
      past.addLast(now);
    }
    return false;
  }

  private static int membersOf(Request request) {
    int changed = 0;
    for (Json each :
        ((JsonArray) Objects.requireNonNull(request.json().get("Operations"))).elements()) {
      changed += ((JsonObject) each).get("value") instanceof JsonArray(var all) ? all.size() : 0;
    }
    return changed;
  }

  private Deque<Long> past(Vendor.Limit limit) {
    return calls.computeIfAbsent(limit.name(), _ -> new ArrayDeque<>());
  }
}
