package dev.rollcall.connector.delivery.core;

import java.util.Locale;

/// What a receiver of events was told of a resource. It cannot be asked what it has heard: what is
/// under way is stored before it is sent.
public enum Presence {
  /// Nothing, or that it is gone.
  UNTOLD,
  /// Perhaps that it is there.
  ENTERING,
  /// That it is there.
  TOLD,
  /// Perhaps that it is gone.
  LEAVING;

  /// The name in tables.
  public String logicalName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the presence of a name in tables.
  public static Presence of(String logicalName) {
    return valueOf(logicalName.toUpperCase(Locale.ROOT));
  }
}
