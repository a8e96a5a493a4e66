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

  /// As far as nobody else of ours has what was found at the target: it does not name this resource
  /// as its owner.
  ///
  /// @param remoteId what was found
  /// @param unclaimed whether it names nobody
  /// @param tied where it leads to tie this resource to it
  record Claimable(String remoteId, boolean unclaimed, Advanced tied) implements Step {

    /// Returns where it leads, by whose it is.
    public Step by(Tenure tenure) {
      return switch (tenure) {
        case LEFT -> tied;
        case NOBODY ->
            unclaimed
                ? tied
                : new Stopped(
                    Failure.of(
                        FailureKind.NOT_OURS,
                        "The target has a resource of this name that belongs to somebody else"));
        case HELD ->
            new Stopped(
                Failure.of(
                    FailureKind.CONFLICT,
                    "Another resource of ours still has this name at the target"));
      };
    }
  }

  /// Nowhere: the attempt failed.
  record Stopped(Failure failure) implements Step {}
}
