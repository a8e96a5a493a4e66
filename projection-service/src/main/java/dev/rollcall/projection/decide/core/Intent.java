package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.patch.MemberOperation;
import dev.rollcall.scim.patch.PatchOperation;
import java.util.List;

/// A command after everything that can be read without knowing the directory was read. A body that
/// breaks a rule stands here as its refusal: whether that refusal is the answer depends on the
/// checks that come before it.
sealed interface Intent {

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
