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

  private final Map<ResourceRef, Last> last = new LinkedHashMap<>();
  private long acts;

  /// @param count of the pauses so far
  /// @param acts how much the target had done by the last of them
  private record Last(int count, long acts) {}

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
    int count = before == null ? 1 : before.count() + (acts > before.acts() ? 1 : 0);
    Verdict comesTo = Judgement.lonely(pause, past, count);
    if (comesTo instanceof TargetPaused) {
      remember(resource, new Last(count, acts));
    }
    return comesTo;
  }

  private void remember(ResourceRef resource, Last now) {
    if (last.size() >= RESOURCES_MAX) {
      last.remove(last.keySet().iterator().next());
    }
    last.put(resource, now);
  }
}
