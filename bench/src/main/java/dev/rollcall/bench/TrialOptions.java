package dev.rollcall.bench;

import dev.rollcall.bench.trial.Trial;
import dev.rollcall.bench.trial.TrialSetting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The part of the command line that is about trials of delivery.
///
/// @param trials what to run, in order
record TrialOptions(List<Trial> trials, TrialSetting.Size size) {
  private static final int LANES_MAX = 64;
  private static final int IN_FLIGHT_MAX = 256;
  private static final int MINUTES_MAX = 24 * 60;

  TrialOptions {
    trials = List.copyOf(trials);
  }

  /// Reads it.
  ///
  /// @param names of workloads; those of trials are taken away
  static TrialOptions take(List<String> names, Map<String, String> values, Limits limits) {
    var trials = new ArrayList<Trial>();
    names.removeIf(name -> {
      var trial = Trial.named(name);
      trial.ifPresent(trials::add);
      return trial.isPresent();
    });
    var lanes =
        Options.numbers(values, "--lanes", "1,16").stream()
            .map(it -> Options.positive(it, "--lanes", LANES_MAX))
            .toList();
    return new TrialOptions(
        trials,
        new TrialSetting.Size(
            Options.whole(values, "--people", 0, limits.crowdMax()),
            lanes,
            Options.whole(values, "--max-in-flight", 0, IN_FLIGHT_MAX),
            Duration.ofMinutes(Options.positive(values, "--minutes", 5, MINUTES_MAX))));
  }
}
