package dev.rollcall.bench.report;

import dev.rollcall.bench.load.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// The runs of the same thing under the same load. A figure of it is the median of its runs, and
/// its spread is from the least to the greatest.
///
/// @param name what was measured
/// @param load how it was driven
public record Rounds(String name, String load, List<Row> rows) {
  public Rounds {
    rows = List.copyOf(rows);
  }

  /// From the least to the greatest of some figures.
  public record Spread(double least, double greatest) {}

  /// Puts runs together, in the order in which they were first made.
  public static List<Rounds> of(List<Row> rows) {
    var together = new LinkedHashMap<String, List<Row>>();
    rows.forEach(row ->
        together.computeIfAbsent(row.name() + "\n" + row.load(), _ -> new ArrayList<>()).add(row));
    return together.values().stream()
        .map(its -> new Rounds(its.getFirst().name(), its.getFirst().load(), its))
        .toList();
  }

  /// Returns expected answers a second.
  public double perSecond() {
    return median(Measurement::perSecond);
  }

  /// Returns a latency in milliseconds; runs without an answer have none.
  ///
  /// @param percentile from 0 to 100
  public double millisAt(double percentile) {
    return median(it -> it.millisAt(percentile));
  }

  /// Returns the rates of the slowest and the fastest run.
  public Spread perSecondSpread() {
    return spread(Measurement::perSecond);
  }

  /// Returns the shortest and the longest such latency of a run.
  ///
  /// @param percentile from 0 to 100
  public Spread millisSpread(double percentile) {
    return spread(it -> it.millisAt(percentile));
  }

  /// Returns the processor time of the server for a request, in milliseconds.
  OptionalDouble processorMillis() {
    var known =
        rows.stream().map(Row::processorMillis).flatMapToDouble(OptionalDouble::stream).sorted();
    double[] sorted = known.toArray();
    return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(middle(sorted));
  }

  /// Returns expected answers of all runs.
  public long answers() {
    return rows.stream().mapToLong(it -> it.measurement().latencies().getTotalCount()).sum();
  }

  /// Returns what failed in all runs, by kind.
  TreeMap<String, Long> failures() {
    var all = new TreeMap<String, Long>();
    for (Row row : rows) {
      row.measurement().failures().forEach((kind, count) -> all.merge(kind, count, Long::sum));
    }
    return all;
  }

  /// Returns how many exchanges failed in all runs.
  public long failed() {
    return rows.stream().mapToLong(it -> it.measurement().failed()).sum();
  }

  private double median(ToDoubleFunction<Measurement> figure) {
    return middle(figures(figure).sorted().toArray());
  }

  private Spread spread(ToDoubleFunction<Measurement> figure) {
    var statistics = figures(figure).summaryStatistics();
    return statistics.getCount() == 0
        ? new Spread(0, 0)
        : new Spread(statistics.getMin(), statistics.getMax());
  }

  private DoubleStream figures(ToDoubleFunction<Measurement> figure) {
    return rows.stream()
        .map(Row::measurement)
        .filter(it -> it.latencies().getTotalCount() > 0)
        .mapToDouble(figure);
  }

  private static double middle(double[] sorted) {
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
