package dev.rollcall.connector.delivery.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /// As far as before, and on by another way.
  record Again(StateWork next) implements Step {}

  /// As far as nobody else of ours has what was found at the target.
  ///
  /// @param remoteId what was found
  /// @param owner whom it names as its owner, or null
  /// @param ours whether that is the resource that is worked on
  /// @param tied where it leads to tie this resource to it
  record Claimable(String remoteId, @Nullable String owner, boolean ours, Advanced tied)
      implements Step {

    /// Says whether it can be had where nobody else of ours is tied to it: it names the resource
    /// that is worked on, or nobody.
    public boolean isOpen() {
      return ours || owner == null;
    }

    /// Returns where it leads, by whose it is.
    public Step by(Tenure tenure) {
      return switch (tenure) {
        case LEFT -> tied;
        case NOBODY ->
            isOpen()
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
  ///
  /// @param effects what is to be stored of the way there
  record Stopped(Failure failure, List<Effect> effects) implements Step {
    public Stopped {
      effects = List.copyOf(effects);
    }

    Stopped(Failure failure) {
      this(failure, List.of());
    }
  }
}
