package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.schemas.event.ResourceRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A lane key that one worker holds.
///
/// @param desiredSeq what was asked when it was taken
/// @param generation whoever finishes compares it, to see whether more was asked meanwhile
/// @param worker the lease's name, which no other lease has
/// @param waitingSince when the first unapplied decision was recorded
/// @param noted whether it was noted that the resource fell out of scope or is on again, and nobody
///   saw it go
/// @param remembered whether it is stored what a receiver of events was told of the resource
/// @param laneTroubled whether the lane counts failures that a success takes back
public record Claim(
    LaneRef lane,
    ResourceRef resource,
    long desiredSeq,
    long generation,
    String worker,
    Past past,
    @Nullable Instant waitingSince,
    boolean laneTroubled,
    boolean noted,
    boolean remembered,
    List<String> requestIds,
    Load load) {
  public Claim {
    requestIds = List.copyOf(requestIds);
  }
}
