package dev.rollcall.e2e.crash.core;

import java.util.List;

/// 10: for who is in step no switch is kept. One that is told later would switch somebody off, or
/// on again, who was it long ago.
final class NoSwitchIsKept implements Invariant {
  private static final int NUMBER = 10;

  @Override
  public List<Violation> check(Evidence evidence) {
    return evidence.downstream().kept().stream()
        .map(it -> new Violation(NUMBER, "A switch is kept of what is finished: " + it))
        .toList();
  }
}
