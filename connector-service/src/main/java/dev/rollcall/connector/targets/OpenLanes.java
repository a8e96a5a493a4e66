package dev.rollcall.connector.targets;

import dev.rollcall.connector.delivery.Lane;
import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.target.TargetKind.Delivery;
import dev.rollcall.connector.targets.Roster.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lanes of the targets that are configured. A target that did not change keeps its way to the
/// app: whatever else is configured opens nothing anew. One that cannot be opened, by a defect of
/// ours, costs the others nothing; it is tried again when it is configured anew.
final class OpenLanes {
  private static final Logger log = LoggerFactory.getLogger(OpenLanes.class);

  private final RemoteApps apps;
  private Map<String, Lane> lanes = Map.of();

  OpenLanes(RemoteApps apps) {
    this.apps = apps;
  }

  /// What came of opening some.
  ///
  /// @param problems a sentence for each that has no lane, by its id
  record Opened(List<Lane> lanes, Map<String, String> problems) {
    public Opened {
      lanes = List.copyOf(lanes);
      problems = Map.copyOf(problems);
    }
  }

  /// Opens the lanes of these targets. What is closed is closed by whoever works on it.
  synchronized Opened of(List<Entry> entries) {
    var next = new LinkedHashMap<String, Lane>();
    var problems = new LinkedHashMap<String, String>();
    for (Entry entry : entries) {
      LaneRef ref = ref(entry);
      Lane known = lanes.get(ref.targetId());
      try {
        next.put(
            ref.targetId(), known != null && known.ref().equals(ref) ? known : opened(ref, entry));
      } catch (RuntimeException e) {
        String problem = Defect.told("cannot be opened", e);
        log.error("Target '{}': opening it failed with {}", ref.targetId(), Defect.logged(e));
        problems.put(
            ref.targetId(), "Target '%s': %s".formatted(LaneRef.nameOf(ref.targetId()), problem));
      }
    }
    lanes = next;
    return new Opened(List.copyOf(next.values()), problems);
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
