package dev.rollcall.e2e.crash.core;

import java.util.List;

/// One rule that holds after every run, whatever was killed.
@FunctionalInterface
interface Invariant {
  /// A broken rule is broken often: the first few say enough.
  int SHOWN_MAX = 10;

  List<Violation> check(Evidence evidence);
}
