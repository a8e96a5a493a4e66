package dev.rollcall.connector.replay.core;

import java.time.Instant;

/// Where a replay begins.
public sealed interface From {

  /// With what there is now.
  record Present() implements From {}

  /// With a decision of the tenant's partition.
  record Seq(long seq) implements From {}

  /// With what was recorded at this time or later.
  record Time(Instant time) implements From {}

  /// With one resource, as it is now.
  record Resource(String resourceId) implements From {}
}
