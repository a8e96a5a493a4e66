package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.patch.MemberOperation;
import dev.rollcall.scim.patch.PatchOperation;
import java.util.ArrayList;
import java.util.List;

/// A command after everything that can be read without knowing the directory was read. A body that
/// breaks a rule stands here as its refusal: whether that refusal is the answer depends on the
/// checks that come before it.
sealed interface Intent {

  /// The members that a group is to have and may not have now.
  default List<ResourceId> newMembers() {
    return switch (this) {
      case Create it -> members(it.body());
      case Replace it -> members(it.body());
      case Patch it -> added(it.operations());
      case Delete _ -> List.of();
    };
  }

  private static List<ResourceId> members(Result<Body> body) {
    return body instanceof Result.Ok<Body>(Body sent) ? sent.members() : List.of();
  }

  private static List<ResourceId> added(Result<Operations> operations) {
    if (!(operations instanceof Result.Ok<Operations>(Operations sent))) {
      return List.of();
    }
    var added = new ArrayList<ResourceId>();
    for (MemberOperation operation : sent.members()) {
      switch (operation) {
        case MemberOperation.Add it ->
            it.members().forEach(member -> added.add(new ResourceId(member.id())));
        case MemberOperation.ReplaceAll it ->
            it.members().forEach(member -> added.add(new ResourceId(member.id())));
        case MemberOperation.Remove _,
            MemberOperation.RemoveMatching _,
            MemberOperation.Edit _,
            MemberOperation.RemoveAll _ -> {}
      }
    }
    return added;
  }

  record Create(ResourceId newId, Result<Body> body) implements Intent {}

  record Replace(ResourceId id, List<String> ifMatch, Result<Body> body) implements Intent {}

  record Patch(ResourceId id, List<String> ifMatch, Result<Operations> operations)
      implements Intent {}

  record Delete(ResourceId id, List<String> ifMatch) implements Intent {}

  /// A resource as a client sent it.
  ///
  /// @param document canonical form without members
  /// @param members of a group; empty for all other types
  record Body(JsonObject document, List<ResourceId> members) {}

  /// What a PATCH wants.
  record Operations(List<PatchOperation> attributes, List<MemberOperation> members) {}
}
