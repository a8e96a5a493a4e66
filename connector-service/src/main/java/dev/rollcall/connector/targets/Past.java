package dev.rollcall.connector.targets;

import java.util.Set;

/// Port to how far intake has come in what the log had when this database first saw it. Blocking.
@FunctionalInterface
public interface Past {

  /// The partitions of which all that is folded.
  ///
  /// @throws Roster.UnavailableException while PostgreSQL does not serve
  Set<Integer> foldedPartitions();
}
