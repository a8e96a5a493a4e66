package dev.rollcall.connector.delivery.core;

import org.jspecify.annotations.Nullable;

/// A membership that may differ between a group of ours and the group at the target.
///
/// @param seq the last decision that touched it
/// @param removalOwed whether the member left since the target last confirmed it, even if it is
///   back: the target must see the removal
/// @param confirmedRemoteId the member's id at the target where the target confirmed it as a
///   member, else null
/// @param wanted whether it is a member now
/// @param linkedRemoteId the member's id at the target where it is linked, else null
public record MemberGap(
    String memberId,
    String memberType,
    long seq,
    boolean removalOwed,
    @Nullable String confirmedRemoteId,
    boolean wanted,
    @Nullable String linkedRemoteId) {

  boolean toRemove() {
    return confirmedRemoteId != null && (removalOwed || !wanted);
  }

  boolean toAdd() {
    return wanted && confirmedRemoteId == null && linkedRemoteId != null;
  }

  boolean waits() {
    return wanted && confirmedRemoteId == null && linkedRemoteId == null;
  }

  boolean isSettled() {
    return !toRemove() && !toAdd() && !waits();
  }

  MemberGap added() {
    return new MemberGap(memberId, memberType, seq, false, linkedRemoteId, wanted, linkedRemoteId);
  }

  MemberGap removed() {
    return new MemberGap(memberId, memberType, seq, false, null, wanted, linkedRemoteId);
  }
}
