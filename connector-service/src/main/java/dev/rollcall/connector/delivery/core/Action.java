package dev.rollcall.connector.delivery.core;

import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to do next with a lane key.
public sealed interface Action {

  /// An action that calls the target.
  sealed interface Call extends Action {}

  /// Create the resource. The intent must be stored before the call.
  record Create(JsonObject shape) implements Call {}

  /// Search for what an earlier create may have left, or for what stands in its way.
  record Resolve(JsonObject shape) implements Call {}

  /// Read the resource again.
  record Reread(String remoteId) implements Call {}

  /// Bring attributes from the shadow to the desired shape.
  record Update(String remoteId, @Nullable String etag, JsonObject shadow, JsonObject shape)
      implements Call {}

  /// Make the account inactive, and nothing else.
  record Deactivate(String remoteId, @Nullable String etag, JsonObject shadow) implements Call {}

  /// Make the account active again, and nothing else.
  record Reactivate(String remoteId, @Nullable String etag, JsonObject shadow) implements Call {}

  /// Delete the resource.
  record Delete(String remoteId, @Nullable String etag) implements Call {}

  /// Add members to a group.
  record AddMembers(String remoteId, List<MemberGap> members) implements Call {
    public AddMembers {
      members = List.copyOf(members);
    }
  }

  /// Remove members from a group.
  record RemoveMembers(String remoteId, List<MemberGap> members) implements Call {
    public RemoveMembers {
      members = List.copyOf(members);
    }
  }

  /// Tell of one fact.
  record Publish(Event event) implements Call {}

  /// The target has everything but memberships whose members are not linked yet.
  record WaitForMembers(int count) implements Action {}

  /// The target has everything.
  record Nothing() implements Action {}
}
