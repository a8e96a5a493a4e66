package dev.rollcall.connector.delivery.core;

import dev.rollcall.schemas.event.ResourceRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Everything that decides the next action on a lane key of a target that is kept in step by
/// differences.
///
/// @param barriers in order
/// @param gaps the memberships that may differ, at most a page of them
/// @param moreGaps whether the page was full
/// @param rereads how often the resource was read again in this turn
/// @param singly whether members are sent one by one: several at once met one that was in the way
/// @param passedOver the ids of members that were in the way in this turn, whom the others need not
///   wait for
/// @param shapeLast whether the resource's own change was refused in this turn, so that its members
///   go before it
public record StateWork(
    ResourceRef resource,
    Desired desired,
    Link link,
    List<Barrier> barriers,
    List<MemberGap> gaps,
    boolean moreGaps,
    int rereads,
    boolean singly,
    Set<String> passedOver,
    boolean shapeLast) {
  public StateWork {
    passedOver = Set.copyOf(passedOver);
    barriers = List.copyOf(barriers);
    gaps = List.copyOf(gaps);
  }

  /// Work as it lies at the begin of a turn.
  public StateWork(
      ResourceRef resource,
      Desired desired,
      Link link,
      List<Barrier> barriers,
      List<MemberGap> gaps,
      boolean moreGaps) {
    this(resource, desired, link, barriers, gaps, moreGaps, 0, false, Set.of(), false);
  }

  /// What is to be stored when nothing more is asked: barriers that are past and gaps that are
  /// none.
  public List<Effect> done() {
    return doneAfter(List.of());
  }

  /// The same, behind the effects of a last action.
  public List<Effect> doneAfter(List<Effect> effects) {
    var all = new ArrayList<Effect>(effects);
    if (!barriers.isEmpty()) {
      Barrier last = barriers.getLast();
      all.add(new Effect.BarriersPassed(last.seq(), last.ordinal()));
    }
    List<MemberGap> settled = gaps.stream().filter(MemberGap::isSettled).toList();
    if (!settled.isEmpty()) {
      all.add(new Effect.GapsSettled(settled));
    }
    return all;
  }

  StateWork withLink(Link next) {
    return new StateWork(
        resource, desired, next, barriers, gaps, moreGaps, rereads, singly, passedOver, shapeLast);
  }

  StateWork withBarriers(List<Barrier> next) {
    return new StateWork(
        resource, desired, link, next, gaps, moreGaps, rereads, singly, passedOver, shapeLast);
  }

  StateWork withGaps(List<MemberGap> next) {
    return new StateWork(
        resource, desired, link, barriers, next, moreGaps, rereads, singly, passedOver, shapeLast);
  }

  /// The resource is not at the target: whatever it must have there is owed again, which the store
  /// knows and this page of gaps does not.
  StateWork dropped() {
    boolean owed = desired instanceof Desired.Present;
    return new StateWork(
        resource,
        desired,
        new Link.Unlinked(),
        List.of(),
        List.of(),
        owed,
        rereads,
        singly,
        passedOver,
        shapeLast);
  }

  StateWork reread() {
    return new StateWork(
        resource,
        desired,
        link,
        barriers,
        gaps,
        moreGaps,
        rereads + 1,
        singly,
        passedOver,
        shapeLast);
  }

  StateWork oneByOne() {
    return new StateWork(
        resource, desired, link, barriers, gaps, moreGaps, rereads, true, passedOver, shapeLast);
  }

  /// Goes on with the other members, one by one.
  StateWork passingOver(MemberGap inTheWay) {
    var passed = new HashSet<>(passedOver);
    passed.add(inTheWay.memberId());
    return new StateWork(
        resource, desired, link, barriers, gaps, moreGaps, rereads, true, passed, shapeLast);
  }

  /// Goes on with the members; what the resource itself must be like comes behind them.
  StateWork shapedLast() {
    return new StateWork(
        resource, desired, link, barriers, gaps, moreGaps, rereads, singly, passedOver, true);
  }

  boolean passedOver(MemberGap gap) {
    return passedOver.contains(gap.memberId());
  }
}
