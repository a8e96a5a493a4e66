package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Judgement;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.Verdict;
import dev.rollcall.connector.delivery.core.Verdict.TargetPaused;
import dev.rollcall.schemas.event.ResourceRef;
import java.util.LinkedHashMap;
import java.util.Map;

/// Knows, of one target and in this process, which resources made it ask for a pause while others
/// went through. What is forgotten by a restart is counted anew.
final class LonePauses {
  /// So many are remembered; whoever is longest is forgotten first.
  static final int RESOURCES_MAX = 1_000;

  /// So much the target has done for each pause that others asked for, or it is the target that
  /// fails now this one and now that one.
  private static final int ACTS_PER_OTHER = 4;

  private final Map<ResourceRef, Last> last = new LinkedHashMap<>();
  private long acts;
  private long pauses;

  /// @param count of the pauses so far that count
  /// @param acts how much the target had done by the last of them
  /// @param own all pauses so far
  /// @param actsBefore how much the target had done by the first of them
  /// @param pausesBefore how many pauses of whomever there had been by the first of them
  private record Last(int count, long acts, long own, long actsBefore, long pausesBefore) {}

  /// The target did what was asked for a resource.
  synchronized void acted(ResourceRef resource) {
    acts++;
    last.remove(resource);
  }

  /// Returns what a verdict on a resource comes to. Where nobody went through since its last pause,
  /// the trouble is the target's, and nothing is counted.
  synchronized Verdict judged(ResourceRef resource, Past past, Verdict verdict) {
    if (!(verdict instanceof TargetPaused pause) || pause.reason() != FailureKind.SERVER_ERROR) {
      return verdict;
    }
    Last before = last.remove(resource);
    Last now =
        before == null
            ? new Last(1, acts, 1, acts, pauses)
            : new Last(
                before.count() + (acts > before.acts() ? 1 : 0),
                acts,
                before.own() + 1,
                before.actsBefore(),
                before.pausesBefore());
    pauses++;
    Verdict comesTo = isAlone(now) ? Judgement.lonely(pause, past, now.count()) : pause;
    if (comesTo instanceof TargetPaused) {
      remember(resource, now);
    }
    return comesTo;
  }

  private boolean isAlone(Last now) {
    long ofOthers = pauses - now.pausesBefore() - now.own();
    return acts - now.actsBefore() >= ACTS_PER_OTHER * ofOthers;
  }

  private void remember(ResourceRef resource, Last now) {
    if (last.size() >= RESOURCES_MAX) {
      last.remove(last.keySet().iterator().next());
    }
    last.put(resource, now);
  }
}
