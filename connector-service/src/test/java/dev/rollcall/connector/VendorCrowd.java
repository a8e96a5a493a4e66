package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Response;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// How many requests a vendor answers at the same time. Others are answered 429 at once; to let
/// them meet at all, each answer takes a moment.
final class VendorCrowd {
  /// However many.
  static final VendorCrowd ANY = new VendorCrowd(Integer.MAX_VALUE, Duration.ZERO);

  private final CountDownLatch never = new CountDownLatch(1);
  private final int most;
  private final Duration moment;
  private int inside;
  private int peak;

  VendorCrowd(int most, Duration moment) {
    this.most = most;
    this.moment = moment;
  }

  /// How many there were at most.
  synchronized int peak() {
    return peak;
  }

  Response answer(Supplier<Response> honest) {
    if (!enters()) {
      return VendorSimulator.throttling(1);
    }
    try {
      if (moment.isPositive() && never.await(moment.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("nobody counts down");
      }
      return honest.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      leaves();
    }
  }

  private synchronized boolean enters() {
    if (inside >= most) {
      return false;
    }
    inside++;
    peak = Math.max(peak, inside);
    return true;
  }

  private synchronized void leaves() {
    inside--;
  }
}
