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
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Answer.Found;
import dev.rollcall.connector.delivery.core.Answer.NotFound;
import dev.rollcall.connector.delivery.core.Effect.BarriersPassed;
import dev.rollcall.connector.delivery.core.Effect.LinkConfirmed;
import dev.rollcall.connector.delivery.core.Effect.LinkDropped;
import dev.rollcall.connector.delivery.core.Effect.LinkEstablished;
import dev.rollcall.connector.delivery.core.Effect.MembersConfirmed;
import dev.rollcall.connector.delivery.core.Effect.MembersGone;
import dev.rollcall.connector.delivery.core.Link.Intended;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.connector.delivery.core.Link.Unlinked;
import dev.rollcall.connector.delivery.core.Step.Advanced;
import dev.rollcall.connector.delivery.core.Step.Stopped;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Folds the answer to an action into what is known of a lane key.
public final class Progress {
  /// How often one turn reads a resource again before it leaves the rest to the retry schedule.
  static final int REREADS_MAX = 2;

  private Progress() {}

  /// Returns where the action led.
  public static Step after(StateWork work, Call call, Answer answer) {
    return switch (answer) {
      case Failed(var failure) -> failed(work, call, failure);
      case Created(var remoteId, var etag) -> created(work, call, remoteId, etag);
      case Found found -> found(work, found);
      case NotFound _ -> notFound(work);
      case Done(var etag) -> done(work, call, etag);
    };
  }

  /// Says whether the target did by this call what was asked of it. It did not where it only showed
  /// something, or refused in a way that says how to go on.
  public static boolean isProgress(Call call, Answer answer) {
    return switch (answer) {
      case Created _, Done _ -> true;
      case Failed(var failure) -> failure.kind() == FailureKind.VANISHED && call instanceof Delete;
      case Found _, NotFound _ -> false;
    };
  }

  private static Step created(StateWork work, Call call, String remoteId, @Nullable String etag) {
    if (!(call instanceof Create(var shape))) {
      throw new IllegalStateException("Only a create creates");
    }
    var linked = new Linked(remoteId, etag, shape, false);
    // What happened before the account existed at the target has nothing to revoke there.
    var effects = new ArrayList<Effect>(List.of(new LinkEstablished(linked)));
    passAll(work, effects);
    return new Advanced(work.withLink(linked).withBarriers(List.of()), effects);
  }

  private static void passAll(StateWork work, List<Effect> effects) {
    if (!work.barriers().isEmpty()) {
      Barrier last = work.barriers().getLast();
      effects.add(new BarriersPassed(last.seq(), last.ordinal()));
    }
  }

  private static Step found(StateWork work, Found found) {
    return switch (work.link()) {
      case Intended(var shape, _) -> adopt(work, shape, found);
      case Linked linked -> {
        JsonObject shape = Shadow.of(found.remote(), managed(work, linked.shadow()));
        JsonObject hidden = found.hidden(linked.shadow());
        if (!hidden.members().isEmpty()) {
          // The doubt stays until all of it is said once more: of what is not shown nobody knows
          // whether it is what was confirmed. But an app that is told by whole updates must not
          // lose it.
          JsonObject whole = hidden.toBuilder().putAll(shape.members()).build();
          var effects = new ArrayList<Effect>();
          List<Barrier> left = arrived(work, linked.shadow(), whole, effects);
          var partly = linked.inPart(found.etag(), whole);
          yield new Advanced(work.withLink(partly).withBarriers(left).reread(), effects);
        }
        var confirmed = linked.confirmed(found.etag(), shape);
        var effects = new ArrayList<Effect>(List.of(new LinkConfirmed(confirmed)));
        effects.addAll(Leaving.shown(work, found.remote()));
        List<Barrier> left = arrived(work, linked.shadow(), shape, effects);
        yield new Advanced(work.withLink(confirmed).withBarriers(left).reread(), effects);
      }
      case Unlinked _ -> throw new IllegalStateException("Nothing was searched for");
    };
  }

  /// What switched an account arrived, also where its answer was lost: if that is not remembered,
  /// the next answer that is lost makes the target see it once more.
  private static List<Barrier> arrived(
      StateWork work, JsonObject before, JsonObject shown, List<Effect> effects) {
    return Planner.isActive(before) == Planner.isActive(shown)
        ? work.barriers()
        : passOwed(work, before, effects);
  }

  /// Passes the first barrier that an account which is like this is owed.
  private static List<Barrier> passOwed(StateWork work, JsonObject shadow, List<Effect> effects) {
    List<Barrier> barriers = work.barriers();
    for (int index = 0; index < barriers.size(); index++) {
      Barrier barrier = barriers.get(index);
      if (Planner.isOwed(barrier, shadow)) {
        effects.add(new BarriersPassed(barrier.seq(), barrier.ordinal()));
        return barriers.subList(index + 1, barriers.size());
      }
    }
    return barriers;
  }

  private static Step adopt(StateWork work, JsonObject intended, Found found) {
    JsonObject shadow = Shadow.of(found.remote(), managed(work, intended));
    var linked = new Linked(found.remoteId(), found.etag(), shadow, false);
    var tied = new Advanced(work.withLink(linked), List.of(new LinkEstablished(linked)));
    return new Step.Claimable(
        found.remoteId(),
        Shadow.owner(found.remote()),
        Shadow.isOurs(found.remote(), intended),
        tied);
  }

  private static JsonObject managed(StateWork work, JsonObject known) {
    return work.desired() instanceof Desired.Present(var shape)
        ? known.toBuilder().putAll(shape.members()).build()
        : known;
  }

  private static Step notFound(StateWork work) {
    return switch (work.link()) {
      case Intended(_, var conflict) when conflict ->
          new Stopped(
              Failure.of(
                  FailureKind.CONFLICT,
                  "The target says that the resource exists, and does not show it to us"));
      case Intended _ -> dropped(work);
      case Linked _ -> {
        Advanced gone = dropped(work);
        var effects = new ArrayList<>(gone.effects());
        effects.addAll(Leaving.gone(work));
        yield new Advanced(gone.next(), effects);
      }
      case Unlinked _ -> throw new IllegalStateException("Nothing was searched for");
    };
  }

  private static Step failed(StateWork work, Call call, Failure failure) {
    if (failure.kind() == FailureKind.CONFLICT && call instanceof Create(var shape)) {
      return new Advanced(work.withLink(new Intended(shape, true)), List.of());
    }
    if (failure.kind() == FailureKind.CONFLICT || failure.kind() == FailureKind.REFUSED) {
      Step around = MemberInTheWay.around(work, call);
      return around == null ? new Stopped(failure, MemberInTheWay.refused(work, call)) : around;
    }
    if (failure.kind() == FailureKind.VANISHED && work.link() instanceof Linked) {
      // 404 for what we had linked: a deletion is done, and anything else is created again with all
      // that it must have.
      return dropped(work);
    }
    if (failure.kind() == FailureKind.STALE
        && work.link() instanceof Linked linked
        && work.rereads() < REREADS_MAX) {
      return new Advanced(work.withLink(linked.asStale()), List.of());
    }
    return new Stopped(failure);
  }

  /// What has no account has nothing to revoke: of what is past, nobody is told later.
  private static Advanced dropped(StateWork work) {
    var effects = new ArrayList<Effect>(List.of(new LinkDropped()));
    passAll(work, effects);
    return new Advanced(work.dropped(), effects);
  }

  private static Step done(StateWork work, Call call, @Nullable String etag) {
    if (!(work.link() instanceof Linked linked)) {
      throw new IllegalStateException("Only what is linked can be changed");
    }
    return switch (call) {
      case Update(_, _, _, var shape) -> confirmed(work, linked.confirmed(etag, shape));
      case Deactivate _ -> activity(work, linked, etag);
      case Reactivate _ -> activity(work, linked, etag);
      case Delete _ -> dropped(work);
      case AddMembers(_, var members) ->
          members(
              work,
              linked.confirmed(etag, linked.shadow()),
              changed(work, members, MemberGap::added),
              new MembersConfirmed(members));
      case RemoveMembers(_, var members) ->
          members(
              work,
              linked.confirmed(etag, linked.shadow()),
              changed(work, members, MemberGap::removed),
              new MembersGone(members));
      case Create _, Resolve _, Reread _, Publish _ ->
          throw new IllegalStateException("This action has an answer of its own");
    };
  }

  private static Step confirmed(StateWork work, Linked linked) {
    return new Advanced(work.withLink(linked), List.of(new LinkConfirmed(linked)));
  }

  private static Step activity(StateWork work, Linked linked, @Nullable String etag) {
    boolean active = !Planner.isActive(linked.shadow());
    var next = linked.confirmed(etag, Planner.ACTIVE, JsonBoolean.of(active));
    var effects = new ArrayList<Effect>(List.of(new LinkConfirmed(next)));
    if (next.partly()) {
      effects.add(new Effect.LinkDoubted());
    }
    List<Barrier> left = passOwed(work, linked.shadow(), effects);
    return new Advanced(work.withLink(next).withBarriers(left), effects);
  }

  private static List<MemberGap> changed(
      StateWork work, List<MemberGap> members, UnaryOperator<MemberGap> change) {
    return work.gaps().stream()
        .map(gap -> members.contains(gap) ? change.apply(gap) : gap)
        .toList();
  }

  private static Step members(StateWork work, Linked linked, List<MemberGap> gaps, Effect effect) {
    return new Advanced(
        work.withLink(linked).withGaps(gaps), List.of(new LinkConfirmed(linked), effect));
  }
}
