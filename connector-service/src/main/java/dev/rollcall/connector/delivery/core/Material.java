package dev.rollcall.connector.delivery.core;

import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is stored about a lane key of a target that is kept in step by differences, before anybody
/// has said what the target must have.
///
/// @param document the resource as the directory has it, or null once it is deleted
/// @param memberOf ids of the groups of the target's scope that it is a member of
/// @param managerRemoteId the target's id of the user's manager, or null
/// @param inScope whether it was in scope when it was last brought up to date
/// @param hold the act that asked for this look where it may not take anything away now, or null
/// @param barriers in order
/// @param gaps the memberships that may differ, at most a page of them
/// @param moreGaps whether the page was full
public record Material(
    @Nullable JsonObject document,
    Set<String> memberOf,
    @Nullable String managerRemoteId,
    boolean inScope,
    @Nullable Hold hold,
    Link link,
    List<Barrier> barriers,
    List<MemberGap> gaps,
    boolean moreGaps) {
  public Material {
    memberOf = Set.copyOf(memberOf);
    barriers = List.copyOf(barriers);
    gaps = List.copyOf(gaps);
  }

  /// The same as if nothing were under way: no act holds it, no barrier and no membership is owed,
  /// a link in doubt is believed, and one that is not there yet is none.
  public Material settled() {
    Link certain =
        switch (link) {
          case Link.Linked linked ->
              new Link.Linked(linked.remoteId(), linked.etag(), linked.shadow(), false);
          case Link.Intended _, Link.Unlinked _ -> new Link.Unlinked();
        };
    return new Material(
        document, memberOf, managerRemoteId, inScope, null, certain, List.of(), List.of(), false);
  }

  /// The same with a page of gaps.
  public Material withGaps(List<MemberGap> page, boolean more) {
    return new Material(
        document, memberOf, managerRemoteId, inScope, hold, link, barriers, page, more);
  }
}
