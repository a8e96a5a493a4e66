package dev.rollcall.projection.fold.core;

import dev.rollcall.projection.fold.core.Rows.EndedGroup;
import dev.rollcall.projection.fold.core.Rows.EndedMembership;
import dev.rollcall.projection.fold.core.Rows.Membership;
import dev.rollcall.projection.fold.core.Rows.Memberships;
import dev.rollcall.projection.fold.core.Rows.Moment;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Folds memberships into intervals.
final class MembershipFold {
  /// Memberships that began in this run and last, by group and member.
  private final Map<Rows.Key, Map<String, Membership>> open = new LinkedHashMap<>();

  private final List<Membership> closed = new ArrayList<>();
  private final List<EndedMembership> ended = new ArrayList<>();
  private final List<EndedGroup> endedGroups = new ArrayList<>();

  void added(Rows.Key group, List<Member> members, Moment from) {
    var ofGroup = open.computeIfAbsent(group, _ -> new LinkedHashMap<>());
    for (Member member : members) {
      String id = member.id().value();
      ofGroup.put(id, new Membership(group, id, member.type(), from, null));
    }
  }

  void removed(Rows.Key group, List<ResourceId> members, Moment to) {
    var ofGroup = open.computeIfAbsent(group, _ -> new LinkedHashMap<>());
    for (ResourceId member : members) {
      Membership began = ofGroup.remove(member.value());
      if (began == null) {
        ended.add(new EndedMembership(group, member.value(), to));
      } else {
        close(began, to);
      }
    }
  }

  /// All who are in the group leave with it. For a resource that is no group this matches nothing.
  void groupEnded(Rows.Key group, Moment to) {
    var ofGroup = open.remove(group);
    if (ofGroup != null) {
      ofGroup.values().forEach(began -> close(began, to));
    }
    endedGroups.add(new EndedGroup(group, to));
  }

  void addTo(Memberships rows) {
    rows.ended().addAll(ended);
    rows.endedGroups().addAll(endedGroups);
    rows.inserted().addAll(closed);
    open.values().forEach(ofGroup -> rows.inserted().addAll(ofGroup.values()));
  }

  /// What began and ended in one decision, of a bulk request, was never true at any position.
  private void close(Membership began, Moment to) {
    if (began.from().seq() != to.seq()) {
      closed.add(
          new Membership(began.group(), began.memberId(), began.memberType(), began.from(), to));
    }
  }
}
