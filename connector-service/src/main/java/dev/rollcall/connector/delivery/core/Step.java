package dev.rollcall.connector.delivery.core;

import java.util.List;

/// Where one action led.
public sealed interface Step {

  /// Further.
  ///
  /// @param next what is known now
  /// @param effects what is to be stored
  record Advanced(StateWork next, List<Effect> effects) implements Step {
    public Advanced {
      effects = List.copyOf(effects);
    }
  }

  /// Nowhere: what was found at the target names another owner, who may be a resource of ours.
  ///
  /// @param remoteId what was found
  record Taken(String remoteId) implements Step {

    /// Returns what this means.
    ///
    /// @param byOurs whether it is linked to another resource of ours: then it may yet give way, as
    ///   a leaver's name does for the next one who bears it
    public Failure failure(boolean byOurs) {
      return byOurs
          ? Failure.of(
              FailureKind.CONFLICT, "Another resource of ours still has this name at the target")
          : Failure.of(
              FailureKind.NOT_OURS,
              "The target has a resource of this name that belongs to somebody else");
    }
  }

  /// Nowhere: the attempt failed.
  record Stopped(Failure failure) implements Step {}
}
