package dev.rollcall.projection.rebuild;

import dev.rollcall.projection.rebuild.core.Difference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a piece of work stands.
///
/// @param error one sentence; null while nothing went wrong
public record Status(
    Work work, Phase phase, Folding folding, List<Difference> differences, @Nullable String error) {
  public Status {
    differences = List.copyOf(differences);
  }

  static Status begun(Work work, Instant now) {
    return new Status(work, Phase.FOLDING, Folding.begun(now), List.of(), null);
  }

  /// Says whether it goes on.
  public boolean isRunning() {
    return phase != Phase.DONE && phase != Phase.FAILED;
  }

  Status in(Phase next, Instant now) {
    return new Status(work, next, folding.at(now), differences, error);
  }

  Status with(Folding next) {
    return new Status(work, phase, next, differences, error);
  }

  Status differing(List<Difference> found) {
    return new Status(work, phase, folding, found, error);
  }

  Status failed(String sentence, Instant now) {
    return new Status(work, Phase.FAILED, folding.at(now), differences, sentence);
  }
}
