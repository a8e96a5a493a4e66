package dev.rollcall.connector.delivery.core;

import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Deactivate;
import dev.rollcall.connector.delivery.core.Action.Delete;
import dev.rollcall.connector.delivery.core.Action.Publish;
import dev.rollcall.connector.delivery.core.Action.Reactivate;
import dev.rollcall.connector.delivery.core.Action.RemoveMembers;
import dev.rollcall.connector.delivery.core.Action.Reread;
import dev.rollcall.connector.delivery.core.Action.Resolve;
import dev.rollcall.connector.delivery.core.Action.Update;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One of several members may be in the way of the others: there already, gone, or refused. So may
/// what the group itself must be like. The others do not wait for it.
final class MemberInTheWay {
  /// How many members one turn passes over: beyond that something else is wrong.
  static final int PASSED_OVER_MAX = 10;

  private MemberInTheWay() {}

  /// Says how to go on after a call that was refused or met a conflict: first one by one, then
  /// without who is in the way. Null where nobody else is left.
  static @Nullable Step around(StateWork work, Call call) {
    if (call instanceof Update) {
      return !work.shapeLast() && hasOthers(work) ? new Step.Again(work.shapedLast()) : null;
    }
    List<MemberGap> members = members(call);
    if (members.size() > 1) {
      return new Step.Again(work.oneByOne());
    }
    if (members.isEmpty() || work.passedOver().size() >= PASSED_OVER_MAX) {
      return null;
    }
    MemberGap member = members.getFirst();
    StateWork others = work.passingOver(member);
    return !work.passedOver(member) && hasOthers(others) ? new Step.Again(others) : null;
  }

  /// Those whom the target has refused in this turn, where this call was refused as well: the next
  /// attempt comes to whoever it has not refused before it comes to them.
  static List<Effect> refused(StateWork work, Call call) {
    var refused = new TreeSet<>(work.passedOver());
    members(call).forEach(member -> refused.add(member.memberId()));
    return refused.isEmpty() ? List.of() : List.of(new Effect.MembersRefused(refused));
  }

  private static List<MemberGap> members(Call call) {
    return switch (call) {
      case AddMembers(_, var joining) -> joining;
      case RemoveMembers(_, var leaving) -> leaving;
      case Create _,
          Resolve _,
          Reread _,
          Update _,
          Deactivate _,
          Reactivate _,
          Delete _,
          Publish _ ->
          List.of();
    };
  }

  private static boolean hasOthers(StateWork work) {
    return work.gaps().stream()
        .anyMatch(gap -> !work.passedOver(gap) && (gap.toRemove() || gap.toAdd()));
  }
}
