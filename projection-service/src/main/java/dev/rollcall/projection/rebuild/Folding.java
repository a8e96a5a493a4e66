package dev.rollcall.projection.rebuild;

import java.time.Duration;
import java.time.Instant;

/// How far a piece of work has come. Decisions are counted and weighed: one may be a change or a
/// thousand, and so their number alone says little of how long they take.
///
/// @param before decisions that an earlier piece of work folded already
/// @param decisions all that there are, and how many of them are folded
/// @param bytes those of the decisions that this work is to fold; their total is an estimate
/// @param from when folding began
/// @param at when this was true
public record Folding(long before, Amount decisions, Amount bytes, Instant from, Instant at) {

  /// So much of so much.
  public record Amount(long done, long total) {
    static final Amount NONE = new Amount(0, 0);

    long left() {
      return Math.max(0, total - done);
    }
  }

  static Folding begun(Instant now) {
    return new Folding(0, Amount.NONE, Amount.NONE, now, now);
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
    return Duration.between(from, at);
  }

  private long folded() {
    return decisions.done() - before;
  }

  Folding at(Instant now) {
    return new Folding(before, decisions, bytes, from, now);
  }

  /// @param beforeNow decisions that were folded before this began
  /// @param total bytes that it is to fold, about
  Folding weighed(long beforeNow, long total) {
    return new Folding(beforeNow, decisions, new Amount(0, total), from, at);
  }

  /// @param total decisions that there are; negative where that is not known anew
  Folding folded(long done, long total, long bytesDone, Instant now) {
    var counted = new Amount(done, total < 0 ? decisions.total() : total);
    return new Folding(before, counted, new Amount(bytesDone, bytes.total()), from, now);
  }
}
