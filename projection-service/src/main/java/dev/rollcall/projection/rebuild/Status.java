package dev.rollcall.projection.rebuild;

import dev.rollcall.projection.rebuild.core.Difference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a piece of work stands. Decisions are counted and weighed: one may be a change or a
/// thousand, and so their number alone says little of how long they take.
///
/// @param before decisions that an earlier piece of work folded already
/// @param decisions all that there are, and how many of them are folded
/// @param bytes those of the decisions that this work is to fold; their total is an estimate
/// @param foldingFrom when folding began
/// @param at when this was true
/// @param error one sentence; null while nothing went wrong
public record Status(
    Work work,
    Phase phase,
    long before,
    Amount decisions,
    Amount bytes,
    Instant foldingFrom,
    Instant at,
    List<Difference> differences,
    @Nullable String error) {
  public Status {
    differences = List.copyOf(differences);
  }

  /// So much of so much.
  public record Amount(long done, long total) {
    static final Amount NONE = new Amount(0, 0);

    long left() {
      return Math.max(0, total - done);
    }
  }

  static Status begun(Work work, Instant now) {
    return new Status(work, Phase.FOLDING, 0, Amount.NONE, Amount.NONE, now, now, List.of(), null);
  }

  /// Says whether it goes on.
  public boolean isRunning() {
    return phase != Phase.DONE && phase != Phase.FAILED;
  }

  /// Decisions a second since folding began, 0 before there is any.
  public long perSecond() {
    long millis = took().toMillis();
    return millis <= 0 ? 0 : folded() * 1_000 / millis;
  }

  /// How long folding will take at the rate of bytes so far; 0 where no rate is known, or nothing
  /// is left. Where more came meanwhile than was weighed at the beginning, the number counts.
  public Duration left() {
    if (decisions.left() == 0 || folded() <= 0 || bytes.done() == 0) {
      return Duration.ZERO;
    }
    double parts =
        bytes.left() > 0
            ? (double) bytes.left() / bytes.done()
            : (double) decisions.left() / folded();
    return Duration.ofMillis((long) (took().toMillis() * parts));
  }

  private Duration took() {
    return Duration.between(foldingFrom, at);
  }

  private long folded() {
    return decisions.done() - before;
  }

  Status in(Phase next, Instant now) {
    return new Status(work, next, before, decisions, bytes, foldingFrom, now, differences, error);
  }

  /// @param beforeNow decisions that were folded before this began
  /// @param total bytes that it is to fold, about
  Status weighed(long beforeNow, long total) {
    return new Status(
        work,
        phase,
        beforeNow,
        decisions,
        new Amount(0, total),
        foldingFrom,
        at,
        differences,
        error);
  }

  Status folded(long done, long total, long bytesDone, Instant now) {
    return new Status(
        work,
        phase,
        before,
        new Amount(done, total),
        new Amount(bytesDone, bytes.total()),
        foldingFrom,
        now,
        differences,
        error);
  }

  Status differing(List<Difference> found) {
    return new Status(work, phase, before, decisions, bytes, foldingFrom, at, found, error);
  }

  Status failed(String sentence, Instant now) {
    return new Status(
        work, Phase.FAILED, before, decisions, bytes, foldingFrom, now, differences, sentence);
  }
}
