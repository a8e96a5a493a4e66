package dev.rollcall.connector.targets;

import dev.rollcall.connector.delivery.Lane;
import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.target.TargetKind.Delivery;
import dev.rollcall.connector.targets.Roster.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The lanes of the targets that are configured. A target that did not change keeps its way to the
/// app: whatever else is configured opens nothing anew.
final class OpenLanes {
  private final RemoteApps apps;
  private Map<String, Lane> lanes = Map.of();

  OpenLanes(RemoteApps apps) {
    this.apps = apps;
  }

  /// Returns the lanes of these targets. What is closed is closed by whoever works on it.
  synchronized List<Lane> of(List<Entry> entries) {
    var next = new LinkedHashMap<String, Lane>();
    for (Entry entry : entries) {
      LaneRef ref = ref(entry);
      Lane known = lanes.get(ref.targetId());
      next.put(
          ref.targetId(), known != null && known.ref().equals(ref) ? known : opened(ref, entry));
    }
    lanes = next;
    return List.copyOf(next.values());
  }

  private static LaneRef ref(Entry entry) {
    Target target = entry.target();
    return new LaneRef(
        target.id(),
        target.tenant(),
        target.kind().delivery() == Delivery.STRICT,
        entry.fingerprint());
  }

  private Lane opened(LaneRef ref, Entry entry) {
    Target target = entry.target();
    return new Lane(
        ref,
        apps.open(target),
        target.profile(),
        target.shaping(),
        target.inFlightMax(),
        target.policy());
  }
}
