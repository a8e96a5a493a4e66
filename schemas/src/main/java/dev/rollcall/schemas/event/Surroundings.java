package dev.rollcall.schemas.event;

import java.time.Instant;
import java.util.List;

/// What the directory shows of a resource that its document does not have: when it came to be, and
/// the groups that it is in. A decision may be sent with it, so that its answer needs no read.
///
/// @param groups sorted by id
public record Surroundings(Instant created, List<InGroup> groups) {
  public Surroundings {
    groups = List.copyOf(groups);
  }

  /// A group that somebody is in.
  ///
  /// @param display the group's name
  /// @param direct false where it is through another group
  public record InGroup(ResourceId id, String display, boolean direct) {}
}
