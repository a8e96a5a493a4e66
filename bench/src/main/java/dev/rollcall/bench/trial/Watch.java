package dev.rollcall.bench.trial;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What a target saw of the writes that it got, since it was cleared.
final class Watch {
  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
  private final AtomicLong mended = new AtomicLong();
  private final AtomicLong mendedNanos = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong disorders = new AtomicLong();
  private final AtomicLong firstNanos = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong lastNanos = new AtomicLong(Long.MIN_VALUE);

  /// What one write did to an account.
  ///
  /// @param mended whether it had drifted, and has not any more
  /// @param inOrder false where an older change came after a newer one
  record Written(boolean mended, boolean inOrder) {}

  /// A write that is under way.
  interface Write extends AutoCloseable {
    @Override
    void close();
  }

  void clear() {
    mended.set(0);
    mendedNanos.set(Long.MIN_VALUE);
    firstNanos.set(Long.MAX_VALUE);
    lastNanos.set(Long.MIN_VALUE);
  }

  /// Begins a write; two of one person at the same time have no order.
  Write write(String person) {
    if (underWay.merge(person, 1, Integer::sum) > 1) {
      disorders.incrementAndGet();
    }
    return () -> underWay.computeIfPresent(person, (_, many) -> many > 1 ? many - 1 : null);
  }

  void note(Written written) {
    long now = System.nanoTime();
    if (written.mended()) {
      mended.incrementAndGet();
      mendedNanos.accumulateAndGet(now, Math::max);
    }
    if (!written.inOrder()) {
      disorders.incrementAndGet();
    }
    firstNanos.accumulateAndGet(now, Math::min);
    lastNanos.accumulateAndGet(now, Math::max);
  }

  /// Returns how many accounts that had drifted are as they were told.
  long mended() {
    return mended.get();
  }

  /// Returns when the last of them was mended, or the smallest number where none was.
  long mendedNanos() {
    return mendedNanos.get();
  }

  /// Returns how many writes came beside or behind another one of the same person that was newer.
  /// This is never cleared.
  long disorders() {
    return disorders.get();
  }

  long firstNanos() {
    return firstNanos.get();
  }

  long lastNanos() {
    return lastNanos.get();
  }
}
