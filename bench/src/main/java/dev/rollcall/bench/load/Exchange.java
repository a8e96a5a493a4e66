package dev.rollcall.bench.load;

import java.util.Optional;

/// One request with its answer, repeatable; called by many threads at once.
@FunctionalInterface
public interface Exchange {

  /// Carries out the next exchange and returns when it is answered.
  ///
  /// @return empty where the answer is the expected one, else the kind of failure in a few words
  Optional<String> next();
}
