package dev.rollcall.bench.load;

import java.util.Map;
import java.util.Optional;

/// One request with its answer, repeatable; called by many threads at once.
@FunctionalInterface
public interface Exchange {

  /// Carries out the next exchange and returns when it is answered.
  ///
  /// @return empty where the answer is the expected one, else the kind of failure in a few words
  Optional<String> next();

  /// Looks whether what was answered is so. Called after a run, when nothing is under way.
  ///
  /// @return how often which kind of failure was found
  default Map<String, Long> check() throws InterruptedException {
    return Map.of();
  }
}
