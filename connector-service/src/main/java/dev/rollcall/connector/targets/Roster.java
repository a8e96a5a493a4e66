package dev.rollcall.connector.targets;

import java.util.List;
import java.util.Set;

/// Port to the lanes of configured targets. Blocking: it belongs to the thread that watches the
/// file.
public interface Roster {

  /// A target, the hash of its configuration, and that of its scope and mapping alone.
  record Entry(Target target, String fingerprint, String shaping) {}

  /// The targets were not taken; trying again later may help.
  final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// What the targets are.
  ///
  /// @param keep names of targets that stay as they are, because what is said of them cannot be
  ///   used
  /// @param keepOthers whether targets of the file that are not named stay as well
  record Roll(List<Entry> entries, Set<String> keep, boolean keepOthers) {
    public Roll {
      entries = List.copyOf(entries);
      keep = Set.copyOf(keep);
    }
  }

  /// Makes these the targets. A new one gets the present state of the read model; one whose
  /// configuration changed starts with a closed breaker, and where its scope or mapping did, every
  /// resource is looked at again; one that is gone keeps its links and gets nothing.
  void configure(Roll roll);
}
