package dev.rollcall.bench.report;

/// One figure that is no latency.
///
/// @param workload what was run
/// @param what was measured, in words
/// @param unit in which it is given
/// @param asExpected false where the figure shows that something went wrong
public record Figure(String workload, String what, double value, String unit, boolean asExpected) {

  /// Returns a figure that may have any value.
  public static Figure of(String workload, String what, double value, String unit) {
    return new Figure(workload, what, value, unit, true);
  }

  /// Returns a count that may be any.
  public static Figure of(String workload, String what, long count, String unit) {
    return of(workload, what, (double) count, unit);
  }

  /// Returns a count of what must not happen.
  public static Figure none(String workload, String what, long count, String unit) {
    return new Figure(workload, what, (double) count, unit, count == 0);
  }
}
