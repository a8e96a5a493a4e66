package dev.rollcall.connector.mapping.core;

import dev.rollcall.connector.delivery.core.Presence;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A member of a group that a receiver of events may hear of.
///
/// @param document the member, or null where it is deleted; empty where no filter asks for it
/// @param memberOf ids of the groups of the target's scope that it is a member of
/// @param presence what the receiver was told of it, or null where nobody asked yet
/// @param tellings how often it was told that it comes or goes
public record Candidate(
    ResourceRef resource,
    @Nullable JsonObject document,
    Set<String> memberOf,
    @Nullable Presence presence,
    long tellings) {
  public Candidate {
    memberOf = Set.copyOf(memberOf);
  }

  /// Says whether it belongs at the target.
  public boolean isInside(Scope scope) {
    return document != null && scope.judge(resource, document, memberOf).inside();
  }

  /// Says whether the receiver may know of it, or did.
  public boolean isKnown() {
    return presence != null && (presence != Presence.UNTOLD || tellings > 0);
  }
}
