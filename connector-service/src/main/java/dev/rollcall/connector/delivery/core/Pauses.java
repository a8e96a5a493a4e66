package dev.rollcall.connector.delivery.core;

import org.jspecify.annotations.Nullable;

/// The pauses that one resource made its target ask for in one run of failures, beside all that
/// happened at the target meanwhile.
///
/// @param counted those before which others went through
/// @param successesAtLast how much the target had done by the last of them
/// @param own all of them
/// @param successesAtFirst how much the target had done by the first
/// @param allAtFirst how often whoever had made the target ask for a pause before the first
public record Pauses(
    int counted, long successesAtLast, long own, long successesAtFirst, long allAtFirst) {
  /// Of so many resources of a target it is remembered; whoever is longest is forgotten first.
  public static final int RESOURCES_MAX = 1_000;

  /// What a target has done, and how often whoever made it ask for a pause, this time included.
  public record Seen(long successes, long pauses) {}

  /// Returns what is known behind one more pause. Where nobody went through since the last one, the
  /// trouble is the target's, and nothing is counted.
  public static Pauses after(@Nullable Pauses before, Seen seen) {
    if (before == null) {
      return new Pauses(1, seen.successes(), 1, seen.successes(), seen.pauses() - 1);
    }
    boolean othersWentThrough = seen.successes() > before.successesAtLast();
    return new Pauses(
        before.counted() + (othersWentThrough ? 1 : 0),
        seen.successes(),
        before.own() + 1,
        before.successesAtFirst(),
        before.allAtFirst());
  }

  /// Returns what they stand beside.
  public Judgement.Lone beside(Seen seen) {
    return new Judgement.Lone(
        counted, seen.successes() - successesAtFirst, seen.pauses() - allAtFirst - own);
  }
}
