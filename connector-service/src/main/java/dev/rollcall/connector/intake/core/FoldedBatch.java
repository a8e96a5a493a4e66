package dev.rollcall.connector.intake.core;

import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a batch of decisions changes, each row at most once.
///
/// @param resources resources with a new state
/// @param touched groups whose members changed and whose document did not
/// @param joined memberships that hold at the end of the batch and changed in it
/// @param left memberships that do not hold at the end of the batch and changed in it
/// @param deleted resources that are gone, with every membership of theirs
/// @param gaps memberships that targets may lack or have too many
/// @param barriers changes of `active` that targets must see
/// @param events every fact, for targets that get every fact
/// @param raises the lane keys that must be looked at
/// @param reserved what administrators recorded, each resource as it is at the end of the batch
/// @param bursts requests by which several people leave at once
/// @param exits whom requests may take out of a scope, where one may take out several
public record FoldedBatch(
    List<ResourceRow> resources,
    List<TouchedRow> touched,
    List<MemberRow> joined,
    List<MemberRow> left,
    List<RowKey> deleted,
    List<GapRow> gaps,
    List<BarrierRow> barriers,
    List<EventRow> events,
    List<Raise> raises,
    List<ReservedRow> reserved,
    List<Burst> bursts,
    List<Exit> exits) {

  /// A resource by its tenant and id.
  public record RowKey(String tenant, String id) {}

  /// What a resource is at the end of the batch.
  ///
  /// @param document null once deleted
  public record ResourceRow(
      RowKey key,
      String type,
      long version,
      @Nullable JsonObject document,
      long seq,
      Instant recordedAt) {}

  /// A resource of a reserved type.
  ///
  /// @param name among those of its type and tenant
  /// @param requestId of the request that made it so
  public record ReservedRow(
      String tenant,
      ReservedType type,
      String name,
      long version,
      JsonObject document,
      long seq,
      Instant recordedAt,
      String requestId) {}

  /// A new version without a new document.
  public record TouchedRow(RowKey key, long version, long seq) {}

  /// A membership.
  public record MemberRow(String tenant, String groupId, String memberId, String type, long seq) {}

  /// A membership that changed.
  ///
  /// @param removalOwed whether the member left in this batch, even if it is back
  public record GapRow(
      String tenant, String groupId, String memberId, long seq, boolean removalOwed) {}

  /// A change of `active`.
  ///
  /// @param deactivated whether `active` became false
  public record BarrierRow(RowKey key, long seq, int ordinal, boolean deactivated) {}

  /// One fact on its way.
  public record EventRow(
      RowKey key,
      long seq,
      int ordinal,
      String eventId,
      Instant recordedAt,
      String requestId,
      Fact fact) {}

  /// One request by which several people leave.
  public record Burst(String tenant, String requestId, List<String> leavers) {
    public Burst {
      leavers = List.copyOf(leavers);
    }
  }

  /// Somebody whom a request may take out of a scope.
  ///
  /// @param groupId of the group that lost the member; empty where the resource itself changed
  /// @param memberId empty for all members of a group that was deleted
  public record Exit(String tenant, String requestId, String groupId, String memberId) {}

  /// A lane key that must be looked at.
  ///
  /// @param priority 0 for leavers, 1 for users, 2 for groups
  /// @param since when the first of its decisions was recorded
  public record Raise(
      RowKey key, String type, long seq, int priority, Instant since, List<String> requestIds) {
    public Raise {
      requestIds = List.copyOf(requestIds);
    }
  }
}
