package dev.rollcall.connector.operations.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may hold up a whole target.
///
/// @param laneState active, paused or disabled
/// @param openUntil until when the breaker is open, or null where it is closed
/// @param pause for which the target asked, over or not, or null
/// @param faults what is wrong with its configuration
public record HoldUp(
    Instant now,
    String laneState,
    @Nullable Instant openUntil,
    @Nullable Pause pause,
    List<String> faults) {
  public HoldUp {
    faults = List.copyOf(faults);
  }
}
