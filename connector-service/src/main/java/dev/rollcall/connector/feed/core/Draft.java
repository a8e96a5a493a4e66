package dev.rollcall.connector.feed.core;

import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry that has no position yet.
///
/// @param data what consumers get
/// @param shape what the resource looks like by it, or null where the entry does not say
/// @param members who joins or leaves by it
public record Draft(
    What what,
    ResourceRef resource,
    JsonObject data,
    @Nullable JsonObject shape,
    List<Membership> members) {
  public Draft {
    members = List.copyOf(members);
  }

  /// A member of the group that the entry is about.
  public record Membership(String memberId, String memberType) {}
}
