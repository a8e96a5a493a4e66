package dev.rollcall.connector.targets;

import dev.rollcall.connector.delivery.LaneRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Port to the lanes of configured targets. Blocking: it belongs to the thread that watches the
/// file.
public interface Roster {

  /// A target, the hash of its configuration, and that of its scope and mapping alone.
  record Entry(Target target, String fingerprint, String shaping) {}

  /// A group that a target's scope names and the tenant does not have.
  record Stranger(String targetId, String groupId) {
    /// A group that is not there would leave everybody outside. It may come: the decision that
    /// creates it may not be here yet.
    static Map<String, String> sentences(List<Stranger> strangers) {
      var all = new LinkedHashMap<String, String>();
      for (Stranger it : strangers) {
        String sentence =
            "Target '%s': 'scope.groups' names '%s', and the tenant has no group of this id"
                .formatted(LaneRef.nameOf(it.targetId()), it.groupId());
        all.merge(it.targetId(), sentence, (one, more) -> one + "; " + more);
      }
      return all;
    }
  }

  /// The targets were not taken; trying again later may help.
  final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// What the targets are.
  ///
  /// @param faults what is wrong with targets by their names: they stay as they are
  /// @param keepOthers whether targets of the file that are not named stay as well
  record Roll(List<Entry> entries, Map<String, String> faults, boolean keepOthers) {
    public Roll {
      entries = List.copyOf(entries);
      faults = Map.copyOf(faults);
    }
  }

  /// Returns the groups that are named by a scope which is new to a target, and are not there.
  List<Stranger> strangers(List<Entry> entries);

  /// Makes these the targets. A new one gets the present state of the read model; one whose
  /// configuration changed starts with a closed breaker, and where its scope or mapping did, every
  /// resource is looked at again; one that is gone keeps its links and gets nothing. What a change
  /// would take away waits until it is weighed (the package `holds`).
  void configure(Roll roll);
}
