package dev.rollcall.connector.delivery.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lane keys as the core's tests need them.
final class Works {
  static final JsonObject ACTIVE = Facts.person("ada");
  static final JsonObject INACTIVE = ACTIVE.toBuilder().put("active", false).build();

  private Works() {}

  static StateWork user(Desired desired, Link link, Barrier... barriers) {
    return new StateWork(Facts.user("u1"), desired, link, List.of(barriers), List.of(), false);
  }

  static StateWork group(JsonObject shape, Link link, MemberGap... gaps) {
    return new StateWork(
        Facts.group("g1"), new Desired.Present(shape), link, List.of(), List.of(gaps), false);
  }

  static Linked linked(JsonObject shadow) {
    return new Linked("r1", "W/\"1\"", shadow, false);
  }

  static Barrier deactivated(long seq) {
    return new Barrier(seq, 0, Barrier.Kind.DEACTIVATED);
  }

  static Barrier reactivated(long seq) {
    return new Barrier(seq, 0, Barrier.Kind.REACTIVATED);
  }

  static MemberGap joins(String id) {
    return new MemberGap(id, "User", 7, false, null, null, true, "remote-" + id);
  }

  static MemberGap waits(String id) {
    return new MemberGap(id, "User", 7, false, null, null, true, null);
  }

  static MemberGap leaves(String id) {
    return new MemberGap(id, "User", 7, true, "remote-" + id, null, false, "remote-" + id);
  }

  static MemberGap leftAndBack(String id) {
    return new MemberGap(id, "User", 7, true, "remote-" + id, null, true, "remote-" + id);
  }

  static Profile deactivating() {
    return Profile.STANDARD.with(
        new Profile.Accounts(
            Profile.Removal.DEACTIVATE,
            Profile.InactiveCreate.ALLOWED,
            true,
            Set.of(),
            Set.of(),
            false,
            false));
  }

  static Profile membersPerPatch(int members) {
    return Profile.STANDARD.with(
        new Profile.Messages(
            Profile.Update.PATCH,
            members,
            Profile.MemberRemoval.FILTER,
            1024 * 1024,
            true,
            Map.of()));
  }

  static Answer.Failed failed(FailureKind kind) {
    return new Answer.Failed(failure(kind));
  }

  static Failure failure(FailureKind kind) {
    return Failure.of(kind, "");
  }

  /// Why a step stopped; it must have.
  static FailureKind kind(Step step) {
    assertThat(step).isInstanceOf(Step.Stopped.class);
    return ((Step.Stopped) step).failure().kind();
  }
}
