package dev.rollcall.e2e.crash.core;

import java.util.List;

/// 14: no planted secret and no planted name stands in a log line, a metric, a dead letter or a
/// header.
final class NothingLeaked implements Invariant {
  private static final int NUMBER = 14;

  @Override
  public List<Violation> check(Evidence evidence) {
    return evidence.operations().leaks().stream().map(it -> new Violation(NUMBER, it)).toList();
  }
}
