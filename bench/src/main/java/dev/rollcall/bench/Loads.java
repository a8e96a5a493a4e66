package dev.rollcall.bench;

import dev.rollcall.bench.load.Load;
import dev.rollcall.bench.load.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How a workload is driven, run after run.
///
/// @param concurrency the closed-loop runs
/// @param rates the open-loop runs, requests a second
record Loads(List<Integer> concurrency, List<Double> rates) {
  private static final String A_SECOND = "/s";

  Loads {
    concurrency = List.copyOf(concurrency);
    rates = List.copyOf(rates);
  }

  /// Reads what stands behind the name of a workload: `1,16,25/s` are two closed-loop runs and one
  /// open-loop run.
  static Loads read(String list, Limits limits) {
    var concurrency = new ArrayList<Integer>();
    var rates = new ArrayList<Double>();
    for (String each : Arrays.asList(list.split(",", -1))) {
      if (each.endsWith(A_SECOND)) {
        rates.add(
            Options.number(each.substring(0, each.length() - A_SECOND.length()), "A workload"));
      } else {
        double width = Options.number(each, "A workload");
        concurrency.add(Options.positive(width, "A workload", limits.concurrencyMax()));
      }
    }
    return new Loads(concurrency, rates);
  }

  /// Returns the runs: the open-loop ones come first and the closed-loop ones in the order given,
  /// so that the widest is last.
  ///
  /// @param seconds the length of each run
  List<Load> all(Duration seconds, long requestsMax, Limits limits) {
    var loads = new ArrayList<Load>();
    rates.forEach(rate ->
        loads.add(new Load(new Pace.Open(rate), limits.openConcurrency(), seconds, requestsMax)));
    concurrency.forEach(
        width -> loads.add(new Load(new Pace.Closed(), width, seconds, requestsMax)));
    return loads;
  }
}
