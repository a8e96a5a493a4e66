package dev.rollcall.connector.delivery.core;

import java.util.List;
import java.util.Set;

/// What is to be stored after an action.
public sealed interface Effect {

  /// The resource got a link that it did not have: those who wait for it may go on.
  record LinkEstablished(Link.Linked link) implements Effect {}

  /// The link's shadow or entity tag is new.
  record LinkConfirmed(Link.Linked link) implements Effect {}

  /// A call was made and nobody knows what came of it: the resource is read before the next one.
  record LinkDoubted() implements Effect {}

  /// The resource is not at the target, nor is any membership of it; what it must have, it lacks.
  record LinkDropped() implements Effect {}

  /// The create that was intended did certainly not happen.
  record IntentWithdrawn() implements Effect {}

  /// The barriers up to this one are past.
  record BarriersPassed(long seq, int ordinal) implements Effect {}

  /// The target confirmed these as members.
  record MembersConfirmed(List<MemberGap> members) implements Effect {
    public MembersConfirmed {
      members = List.copyOf(members);
    }
  }

  /// The target confirmed that these are members no more.
  record MembersGone(List<MemberGap> members) implements Effect {
    public MembersGone {
      members = List.copyOf(members);
    }
  }

  /// The target refused these, to join or to leave: others are tried before them.
  record MembersRefused(Set<String> members) implements Effect {
    public MembersRefused {
      members = Set.copyOf(members);
    }
  }

  /// These need nothing at the target.
  record GapsSettled(List<MemberGap> members) implements Effect {
    public GapsSettled {
      members = List.copyOf(members);
    }
  }

  /// The resource came into the target's scope or fell out of it: groups look at their members
  /// again.
  record ScopeChanged(boolean inside) implements Effect {}

  /// The account must go because its resource fell out of scope; from now on it is known since
  /// when.
  record LeaverNoted() implements Effect {}

  /// Whoever was noted to fall out of scope is back in it before the account went: no leaver.
  record LeaverBack() implements Effect {}

  /// Whoever left by the decisions up to this one is out at the target.
  record LeaverOut(long upTo, Leaving.Basis basis) implements Effect {}

  /// The target took this event.
  record EventTaken(Event event) implements Effect {}

  /// What a receiver of events was told of the resource, or is about to be told.
  record PresenceMarked(Presence presence) implements Effect {}

  /// A receiver was told that the resource is there: it is owed the memberships of it.
  ///
  /// @param own whether those in the resource itself as well
  record MembershipsOwed(boolean own) implements Effect {}

  /// A receiver was told of these members, and is owed nothing by what was known before.
  ///
  /// @param revision of the last gap that was known
  record MembersTold(List<String> members, long revision) implements Effect {
    public MembersTold {
      members = List.copyOf(members);
    }
  }
}
