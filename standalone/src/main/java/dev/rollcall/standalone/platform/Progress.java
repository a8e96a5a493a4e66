package dev.rollcall.standalone.platform;

import java.time.Duration;

/// Hears how the start goes on.
@FunctionalInterface
public interface Progress {

  /// A part is up.
  void up(String part, Duration took);
}
