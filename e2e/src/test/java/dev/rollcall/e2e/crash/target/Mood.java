package dev.rollcall.e2e.crash.target;

import java.util.Random;

/// How a call is treated.
public enum Mood {
  /// As it should be.
  HONEST,
  /// As it should be, later.
  SLOW,
  /// 429 with `Retry-After`, and nothing is done.
  BUSY,
  /// 500, and nothing is done.
  BROKEN,
  /// No answer, and nothing is done.
  HANGS,
  /// It is done, and the connection is closed without an answer.
  DONE_IN_SILENCE,
  /// A new account is made, and the answer says that there was one already.
  DONE_AND_DENIED;

  /// One in how many calls is treated badly.
  private static final int ONE_IN = 7;

  static Mood next(Random random) {
    return random.nextInt(ONE_IN) == 0 ? values()[1 + random.nextInt(values().length - 1)] : HONEST;
  }
}
