package dev.rollcall.bench.load;

import java.util.concurrent.locks.LockSupport;

/// The time of the driver, in nanoseconds from an arbitrary start.
public interface Ticker {

  /// Returns the present time.
  long nanos();

  /// Returns when the time has come, or at once where it has passed.
  void awaitUntil(long nanos);

  /// Returns the machine's monotonic clock.
  static Ticker system() {
    return new Ticker() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void awaitUntil(long nanos) {
        for (long left = nanos - nanos(); left > 0; left = nanos - nanos()) {
          // An interrupt would make every park return at once; the loop would then spin until the
          // time has come. Drivers end by their own bounds and are never interrupted.
          LockSupport.parkNanos(this, left);
        }
      }
    };
  }
}
