package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Judgement;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.Verdict;
import dev.rollcall.connector.delivery.core.Verdict.TargetPaused;
import dev.rollcall.schemas.event.ResourceRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Knows, of one target and in this process, which resources made it ask for a pause while others
/// went through. What is forgotten by a restart is counted anew.
final class LonePauses {
  /// So many are remembered; whoever is longest is forgotten first.
  static final int RESOURCES_MAX = 1_000;

  private final Map<ResourceRef, Tally> tallies = new LinkedHashMap<>();
  private long acts;
  private long pauses;

  /// The pauses of one resource, beside all that happened.
  ///
  /// @param counted those before which others went through
  /// @param actsAtLast how much the target had done by the last of them
  /// @param own all of them
  /// @param actsAtFirst how much the target had done by the first
  /// @param pausesAtFirst how many pauses of whomever there had been by the first
  private record Tally(
      int counted, long actsAtLast, long own, long actsAtFirst, long pausesAtFirst) {}

  /// The target did what was asked for a resource.
  synchronized void acted(ResourceRef resource) {
    acts++;
    tallies.remove(resource);
  }

  /// Returns what a verdict on a resource comes to. A 429 is about how much we do, whoever's turn
  /// it is. Where nobody went through since its last pause, the trouble is the target's, and
  /// nothing is counted.
  synchronized Verdict judged(ResourceRef resource, Past past, Verdict verdict) {
    if (!(verdict instanceof TargetPaused pause) || pause.reason() != FailureKind.SERVER_ERROR) {
      return verdict;
    }
    Tally now = counted(tallies.remove(resource));
    pauses++;
    var lone =
        new Judgement.Lone(
            now.counted(), acts - now.actsAtFirst(), pauses - now.pausesAtFirst() - now.own());
    Verdict comesTo = Judgement.lonely(pause, past, lone);
    if (comesTo instanceof TargetPaused) {
      remember(resource, now);
    }
    return comesTo;
  }

  private Tally counted(@Nullable Tally before) {
    return before == null
        ? new Tally(1, acts, 1, acts, pauses)
        : new Tally(
            before.counted() + (acts > before.actsAtLast() ? 1 : 0),
            acts,
            before.own() + 1,
            before.actsAtFirst(),
            before.pausesAtFirst());
  }

  private void remember(ResourceRef resource, Tally now) {
    if (tallies.size() >= RESOURCES_MAX) {
      tallies.remove(tallies.keySet().iterator().next());
    }
    tallies.put(resource, now);
  }
}
