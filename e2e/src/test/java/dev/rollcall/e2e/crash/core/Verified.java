package dev.rollcall.e2e.crash.core;

import java.util.List;

/// 8 and 9: the platform's own `verify` folds both logs anew and decides every request again, and
/// finds no difference.
final class Verified implements Invariant {
  private static final int NUMBER = 9;

  @Override
  public List<Violation> check(Evidence evidence) {
    return evidence.operations().verification().trouble().stream()
        .map(it -> new Violation(NUMBER, "verify: " + it))
        .toList();
  }
}
