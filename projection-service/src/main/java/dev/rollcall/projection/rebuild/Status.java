package dev.rollcall.projection.rebuild;

import dev.rollcall.projection.rebuild.core.Difference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a piece of work stands.
///
/// @param done decisions that are folded
/// @param total decisions that there are
/// @param foldingFrom when folding began
/// @param at when this was true
/// @param error one sentence; null while nothing went wrong
public record Status(
    Work work,
    Phase phase,
    long done,
    long total,
    Instant foldingFrom,
    Instant at,
    List<Difference> differences,
    @Nullable String error) {
  public Status {
    differences = List.copyOf(differences);
  }

  /// Says whether it goes on.
  public boolean isRunning() {
    return phase != Phase.DONE && phase != Phase.FAILED;
  }

  /// Decisions a second since folding began, 0 before there is any.
  public long perSecond() {
    long millis = Duration.between(foldingFrom, at).toMillis();
    return millis <= 0 ? 0 : done * 1_000 / millis;
  }

  /// How long folding will take at this rate; 0 where no rate is known.
  public Duration left() {
    long rate = perSecond();
    return rate == 0 ? Duration.ZERO : Duration.ofSeconds(Math.max(0, total - done) / rate);
  }

  Status in(Phase next, Instant now) {
    return new Status(work, next, done, total, foldingFrom, now, differences, error);
  }

  Status folded(long doneNow, long totalNow, Instant now) {
    return new Status(work, phase, doneNow, totalNow, foldingFrom, now, differences, error);
  }

  Status differing(List<Difference> found) {
    return new Status(work, phase, done, total, foldingFrom, at, found, error);
  }

  Status failed(String sentence, Instant now) {
    return new Status(work, Phase.FAILED, done, total, foldingFrom, now, differences, sentence);
  }
}
