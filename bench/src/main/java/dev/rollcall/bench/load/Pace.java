package dev.rollcall.bench.load;

import java.math.BigDecimal;

/// When requests are meant to start.
public sealed interface Pace {

  /// Each worker starts its next request when its last one is answered. A slow server slows the
  /// driver down: such figures say what a fixed number of patient clients see.
  record Closed() implements Pace {}

  /// Requests are meant to start evenly spaced whatever the server does, and their latency counts
  /// from that time. Waiting behind a stall is part of the latency (no coordinated omission).
  ///
  /// @param perSecond requests a second
  record Open(double perSecond) implements Pace {
    public Open {
      if (!(perSecond > 0)) {
        throw new IllegalArgumentException("A rate is positive, not " + perSecond);
      }
    }
  }

  /// Returns when request `n` of a run is meant to start.
  ///
  /// @param start when the run started
  /// @param now the present time
  default long intended(long start, long n, long now) {
    return switch (this) {
      case Closed _ -> now;
      case Open(double perSecond) -> start + (long) (n * 1e9 / perSecond);
    };
  }

  /// Returns how the pace is written in a report.
  default String label(int concurrency) {
    return switch (this) {
      case Closed _ -> "closed c=" + concurrency;
      case Open(double perSecond) ->
          "open " + BigDecimal.valueOf(perSecond).stripTrailingZeros().toPlainString() + "/s";
    };
  }
}
