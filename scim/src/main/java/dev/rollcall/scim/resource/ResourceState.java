package dev.rollcall.scim.resource;

import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.Surroundings.InGroup;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A resource as it is kept, ready to be shown.
///
/// @param document in canonical form; with `members` or `groups` only where the answer has them
/// @param version counted from 1
/// @param lastModified equal to `created` until the first change
public record ResourceState(
    ResourceId id, JsonObject document, long version, Instant created, Instant lastModified) {

  /// This group with its members.
  public ResourceState withMembers(List<Member> members) {
    var elements = new ArrayList<Json>(members.size());
    for (Member member : members) {
      elements.add(
          JsonObject.builder()
              .put("value", member.id().value())
              .put("type", member.type())
              .build());
    }
    return with("members", elements);
  }

  /// This user with the groups that it is in.
  public ResourceState withGroups(List<InGroup> groups) {
    var elements = new ArrayList<Json>(groups.size());
    for (InGroup group : groups) {
      elements.add(
          JsonObject.builder()
              .put("value", group.id().value())
              .put("display", group.display())
              .put("type", group.direct() ? "direct" : "indirect")
              .build());
    }
    return with("groups", elements);
  }

  private ResourceState with(String name, List<Json> elements) {
    JsonObject extended = document.with(name, new JsonArray(elements));
    return new ResourceState(id, extended, version, created, lastModified);
  }
}
