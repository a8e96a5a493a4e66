package dev.rollcall.projection.directory;

import dev.rollcall.schemas.event.Surroundings.InGroup;
import dev.rollcall.scim.resource.ResourceState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A resource as the directory holds it, without the members of a group.
///
/// @param type the SCIM name of its type
/// @param groups that a user is in, directly or through groups in groups; empty where they were not
///   asked for
/// @param managerName the `displayName` of a user's manager; null where there is none or it was not
///   asked for
public record StoredResource(
    String type, ResourceState state, List<InGroup> groups, @Nullable String managerName) {
  public StoredResource {
    groups = List.copyOf(groups);
  }
}
