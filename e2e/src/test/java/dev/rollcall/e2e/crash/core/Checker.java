package dev.rollcall.e2e.crash.core;

import java.util.List;

/// All invariants.
public final class Checker {
  private static final List<Invariant> ALL =
      List.of(
          new Acknowledged(),
          new ReadsSeeWrites(),
          new RefusedChangedNothing(),
          new AtMostOnce(),
          new RepeatsEnd(),
          new OneOutcome(),
          new UniqueThroughout(),
          new Ordered(),
          new PositionsAdvance(),
          new NothingSkipped(),
          new DirectoryIsTheFold(),
          new Verified(),
          new TargetsInStep(),
          new OthersGoOn(),
          new TargetsSawOrder(),
          new TargetsSawSwitches(),
          new NoSwitchIsKept(),
          new TargetsWereSpared(),
          new WebhooksGotAll(),
          new Serving(),
          new ReadinessIsTrue(),
          new NothingLeaked());

  private Checker() {}

  /// Returns everything that is wrong, or nothing.
  public static List<Violation> check(Evidence evidence) {
    return ALL.stream()
        .flatMap(it -> it.check(evidence).stream().limit(Invariant.SHOWN_MAX))
        .toList();
  }
}
