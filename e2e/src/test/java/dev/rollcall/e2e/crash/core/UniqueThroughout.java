package dev.rollcall.e2e.crash.core;

import java.util.List;

/// 5: at no point of the log had two resources the same name.
final class UniqueThroughout implements Invariant {
  private static final int NUMBER = 5;

  @Override
  public List<Violation> check(Evidence evidence) {
    var state = new Folded();
    Timeline.of(evidence.logs()).decisions().forEach(state::apply);
    return state.clashes().stream().map(it -> new Violation(NUMBER, it)).toList();
  }
}
