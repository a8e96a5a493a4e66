package dev.rollcall.connector.mapping.core;

import dev.rollcall.connector.delivery.core.Acquaintance;
import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.Effect.EventTaken;
import dev.rollcall.connector.delivery.core.Effect.GapsSettled;
import dev.rollcall.connector.delivery.core.Effect.MembersTold;
import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.mapping.core.Passage.Sent;
import dev.rollcall.connector.mapping.core.Passage.Silent;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Decides of which members of a group a receiver of events is told.
public final class Memberships {
  private final Occasion occasion;
  private final Acquaintance known;
  private final Company company;

  Memberships(Occasion occasion, Acquaintance known, Company company) {
    this.occasion = occasion;
    this.known = known;
    this.company = company;
  }

  /// Returns the ids of all members of whom it has to be known whether they belong.
  public static Set<String> named(List<Event> events, List<MemberGap> gaps) {
    var ids = new LinkedHashSet<String>();
    for (Event event : events) {
      if (event.fact() instanceof MembersAdded(_, _, var members)) {
        members.forEach(member -> ids.add(member.id().value()));
      } else if (event.fact() instanceof MembersRemoved(_, _, var members)) {
        members.forEach(member -> ids.add(member.value()));
      }
    }
    gaps.stream().filter(MemberGap::wanted).map(MemberGap::memberId).forEach(ids::add);
    return ids;
  }

  /// Returns empty where nobody is left.
  Optional<Passage> added(Event event, MembersAdded fact, boolean tracked) {
    List<Member> members =
        fact.members().stream().filter(it -> company.mayJoin(it.id().value())).toList();
    if (members.isEmpty()) {
      return Optional.empty();
    }
    List<String> ids = members.stream().map(member -> member.id().value()).toList();
    var after = new ArrayList<Effect>(List.of(new EventTaken(event)));
    if (tracked) {
      after.add(new MembersTold(ids, known.revision()));
    }
    Event told =
        members.size() == fact.members().size()
            ? event
            : part(event, ids).telling(new MembersAdded(fact.resource(), fact.version(), members));
    return Optional.of(new Sent(List.of(), told, after));
  }

  /// Returns empty where nobody is left.
  Optional<Passage> removed(Event event, MembersRemoved fact) {
    List<ResourceId> members =
        fact.members().stream().filter(it -> company.mayLeave(it.value())).toList();
    if (members.isEmpty()) {
      return Optional.empty();
    }
    Event told =
        members.size() == fact.members().size()
            ? event
            : part(event, members.stream().map(ResourceId::value).toList())
                .telling(new MembersRemoved(fact.resource(), fact.version(), members));
    return Optional.of(new Sent(List.of(), told, List.of(new EventTaken(event))));
  }

  /// Returns what the receiver is owed besides the facts, once the passages before were sent.
  ///
  /// @param isTold whether it knows the group; where it does not, it is owed all when it does
  Passage owed(List<Passage> passages, boolean isTold) {
    var settled = new GapsSettled(known.gaps());
    Acquaintance.Present now = known.present();
    Set<String> told = told(passages);
    List<MemberGap> owed =
        known.gaps().stream()
            .filter(gap -> gap.wanted() && company.mayJoin(gap.memberId()))
            .filter(gap -> !told.contains(gap.memberId()))
            .toList();
    if (!isTold || now == null || owed.isEmpty()) {
      return new Silent(List.of(settled));
    }
    List<Member> members =
        owed.stream()
            .map(gap -> new Member(new ResourceId(gap.memberId()), gap.memberType()))
            .toList();
    ResourceRef group = occasion.resource();
    Event event =
        occasion.ofItsOwn(
            "msg_members-" + group.id().value() + "-" + known.gaps().getLast().revision(),
            new MembersAdded(group, now.version(), members));
    List<String> ids = owed.stream().map(MemberGap::memberId).toList();
    return new Sent(List.of(), part(event, ids), List.of(settled));
  }

  private static Set<String> told(List<Passage> passages) {
    var ids = new HashSet<String>();
    for (Passage passage : passages) {
      if (passage instanceof Sent(_, var event, _)
          && event.fact() instanceof MembersAdded(_, _, var members)) {
        members.forEach(member -> ids.add(member.id().value()));
      }
    }
    return ids;
  }

  /// Who is left may be others in the next attempt: then it is another event, which a receiver that
  /// drops what it has seen must not drop.
  private static Event part(Event event, List<String> ids) {
    return event.named(event.id() + "-" + Integer.toHexString(ids.hashCode()));
  }
}
