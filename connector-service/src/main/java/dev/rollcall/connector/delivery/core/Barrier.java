package dev.rollcall.connector.delivery.core;

/// A change of `active` that the target must see, whatever came after it: a target revokes sessions
/// when it is told of a deactivation, not when it compares states.
public record Barrier(long seq, int ordinal, Kind kind) {

  /// Which way `active` went.
  public enum Kind {
    DEACTIVATED,
    REACTIVATED
  }
}
