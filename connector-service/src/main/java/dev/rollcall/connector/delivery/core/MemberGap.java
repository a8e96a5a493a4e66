package dev.rollcall.connector.delivery.core;

import org.jspecify.annotations.Nullable;

/// A membership that may differ between a group of ours and the group at the target.
///
/// @param revision another one whenever the gap was touched
/// @param removalOwed whether the member left since the target last confirmed it, even if it is
///   back: the target must see the removal
/// @param confirmedRemoteId the member's id at the target where the target confirmed it as a
///   member, else null
/// @param attemptedRemoteId the member's id at the target where a call that should add it was made
///   and nobody knows whether it did, else null
/// @param wanted whether it is a member now
/// @param linkedRemoteId the member's id at the target where it is linked, else null
/// @param refused whether the target refused it in an attempt before, since when others come first
public record MemberGap(
    String memberId,
    String memberType,
    long revision,
    boolean removalOwed,
    @Nullable String confirmedRemoteId,
    @Nullable String attemptedRemoteId,
    boolean wanted,
    @Nullable String linkedRemoteId,
    boolean refused) {
  /// A membership of which the target has refused nothing.
  public MemberGap(
      String memberId,
      String memberType,
      long revision,
      boolean removalOwed,
      @Nullable String confirmedRemoteId,
      @Nullable String attemptedRemoteId,
      boolean wanted,
      @Nullable String linkedRemoteId) {
    this(
        memberId,
        memberType,
        revision,
        removalOwed,
        confirmedRemoteId,
        attemptedRemoteId,
        wanted,
        linkedRemoteId,
        false);
  }

  boolean toRemove() {
    return removableRemoteId() != null && (removalOwed || !wanted);
  }

  /// The member's id at the target where it is or may be a member there, else null.
  public @Nullable String removableRemoteId() {
    return confirmedRemoteId == null ? attemptedRemoteId : confirmedRemoteId;
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
    return new MemberGap(
        memberId, memberType, revision, false, linkedRemoteId, null, wanted, linkedRemoteId);
  }

  MemberGap removed() {
    return new MemberGap(memberId, memberType, revision, false, null, null, wanted, linkedRemoteId);
  }
}
