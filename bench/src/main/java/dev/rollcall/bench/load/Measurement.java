package dev.rollcall.bench.load;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// What a run measured. Latencies are those of the expected answers; the others are counted by
/// kind.
///
/// @param latencies in microseconds
/// @param nanos from the start of the run to its last answer
public record Measurement(Histogram latencies, long nanos, SortedMap<String, Long> failures) {

  /// The longest latency that is told from longer ones.
  public static final long LATENCY_MICROS_MAX = 600_000_000;

  private static final int SIGNIFICANT_DIGITS = 3;

  /// Returns a histogram fit for a measurement.
  public static Histogram histogram() {
    return new Histogram(LATENCY_MICROS_MAX, SIGNIFICANT_DIGITS);
  }

  /// Returns the measurement with what was found wrong afterwards.
  ///
  /// @param found how often which kind of failure was found
  public Measurement with(Map<String, Long> found) {
    var all = new TreeMap<>(failures);
    found.forEach((kind, count) -> all.merge(kind, count, Long::sum));
    return new Measurement(latencies, nanos, all);
  }

  /// Returns expected answers a second.
  public double perSecond() {
    return nanos <= 0 ? 0 : latencies.getTotalCount() * 1e9 / nanos;
  }

  /// Returns how many exchanges failed.
  public long failed() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Returns a latency in milliseconds.
  ///
  /// @param percentile from 0 to 100
  public double millisAt(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e3;
  }

  /// Collects what one thread measures.
  static final class Tally {
    private final Histogram latencies = histogram();
    private final TreeMap<String, Long> failures = new TreeMap<>();
    private long lastNanos;

    Tally(long startNanos) {
      this.lastNanos = startNanos;
    }

    void answered(long intendedNanos, long endNanos) {
      latencies.recordValue(Math.clamp((endNanos - intendedNanos) / 1000, 0, LATENCY_MICROS_MAX));
      lastNanos = endNanos;
    }

    void failed(String kind, long endNanos) {
      failures.merge(kind, 1L, Long::sum);
      lastNanos = endNanos;
    }

    static Measurement total(Iterable<Tally> tallies, long startNanos) {
      var latencies = histogram();
      var failures = new TreeMap<String, Long>();
      long nanos = 0;
      for (Tally tally : tallies) {
        latencies.add(tally.latencies);
        for (Map.Entry<String, Long> failure : tally.failures.entrySet()) {
          failures.merge(failure.getKey(), failure.getValue(), Long::sum);
        }
        nanos = Math.max(nanos, tally.lastNanos - startNanos);
      }
      return new Measurement(latencies, nanos, failures);
    }
  }
}
