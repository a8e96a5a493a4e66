package dev.rollcall.connector.operations;

import java.util.Optional;

/// Port to what can be read of a target.
@FunctionalInterface
public interface ReadBacks {

  /// Returns it; empty where nobody works on a target of this name.
  Optional<ReadBack> of(String tenant, String name);

  /// What can be read.
  ///
  /// @param leavers whether an account that was taken out is read, to see that it is out; where it
  ///   is not, the target's word counts
  /// @param everything whether the target can be read from one end to the other, and reconciled
  record ReadBack(boolean leavers, boolean everything) {}
}
