package dev.rollcall.e2e.crash.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;

/// Breaks a good run and looks at what the checker says of it.
final class Findings {
  private Findings() {}

  /// Wants a violation, among others that may follow from what was broken.
  static void found(int invariant, String sentence, Consumer<Sample> breaks) {
    assertThat(violations(breaks))
        .anyMatch(it -> it.invariant() == invariant && it.sentence().contains(sentence));
  }

  /// Wants that nothing is wrong.
  static void nothingFound(Consumer<Sample> changes) {
    assertThat(violations(changes)).isEmpty();
  }

  private static List<Violation> violations(Consumer<Sample> changes) {
    var sample = new Sample();
    changes.accept(sample);
    return Checker.check(sample.evidence());
  }
}
