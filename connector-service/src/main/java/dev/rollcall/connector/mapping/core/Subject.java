package dev.rollcall.connector.mapping.core;

import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A resource as the read model knows it.
///
/// @param memberOf ids of the groups of the target's scope that it is a member of
/// @param managerRemoteId the target's id of the user's manager, or null
public record Subject(
    ResourceRef resource,
    JsonObject document,
    Set<String> memberOf,
    @Nullable String managerRemoteId) {
  public Subject {
    memberOf = Set.copyOf(memberOf);
  }
}
