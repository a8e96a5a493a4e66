package dev.rollcall.connector.delivery.core;

import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Deactivate;
import dev.rollcall.connector.delivery.core.Action.Delete;
import dev.rollcall.connector.delivery.core.Action.Nothing;
import dev.rollcall.connector.delivery.core.Action.Reactivate;
import dev.rollcall.connector.delivery.core.Action.RemoveMembers;
import dev.rollcall.connector.delivery.core.Action.Reread;
import dev.rollcall.connector.delivery.core.Action.Resolve;
import dev.rollcall.connector.delivery.core.Action.Update;
import dev.rollcall.connector.delivery.core.Action.WaitForMembers;
import dev.rollcall.connector.delivery.core.Desired.Absent;
import dev.rollcall.connector.delivery.core.Desired.Present;
import dev.rollcall.connector.delivery.core.Link.Intended;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.connector.delivery.core.Link.Unlinked;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;

/// Says what to do next with a lane key. The first rule that asks for something wins; when none
/// does, the target has what it must have.
public final class Planner {
  static final String ACTIVE = "active";
  private static final String USER = "User";

  /// What a PATCH of members has around them, and around each, in either form.
  private static final int MESSAGE_BYTES = 150;

  private static final int MEMBER_BYTES = 60;

  private final Profile profile;

  public Planner(Profile profile) {
    this.profile = profile;
  }

  /// Returns the next action.
  public Action next(StateWork work) {
    return switch (work.link()) {
      case Intended(var shape, _) -> new Resolve(shape);
      case Unlinked _ ->
          switch (work.desired()) {
            case Absent _ -> new Nothing();
            case Present(var shape) -> creation(work.resource(), shape);
          };
      case Linked linked when linked.stale() -> new Reread(linked.remoteId());
      case Linked linked -> {
        Action barrier = barrier(linked, work);
        yield barrier instanceof Nothing ? towards(linked, work) : barrier;
      }
    };
  }

  /// Who is inactive may not get an account that is active for longer than a moment.
  private Action creation(ResourceRef resource, JsonObject shape) {
    if (!resource.type().equals(USER) || isActive(shape)) {
      return new Create(shape);
    }
    return switch (profile.accounts().inactiveCreate()) {
      case ALLOWED -> new Create(shape);
      case AFTERWARDS -> new Create(shape.with(ACTIVE, JsonBoolean.TRUE));
      case NEVER -> new Nothing();
    };
  }

  /// Returns what a failed attempt leaves to be stored.
  public List<Effect> leftBehind(Call call, Failure failure) {
    boolean mayHaveHappened =
        failure.kind() == FailureKind.THROTTLED && profile.accounts().throttledMayHappen();
    return mayHaveHappened ? List.of() : LeftBehind.of(call, failure);
  }

  /// Returns what is to be stored about a call that was prepared and not made.
  public static List<Effect> unmade(Call call) {
    return call instanceof Create ? List.of(new Effect.IntentWithdrawn()) : List.of();
  }

  private Action towards(Linked linked, StateWork work) {
    return switch (work.desired()) {
      case Absent _ -> removal(linked, work);
      case Present(var shape) ->
          shape.equals(linked.shadow()) && !linked.partly()
              ? members(linked, work)
              : changed(linked, work, shape);
    };
  }

  /// Whoever leaves a group does not wait for what else changes about it, which the target may
  /// refuse; whoever joins it waits until the target has refused that once.
  private Action changed(Linked linked, StateWork work, JsonObject shape) {
    Predicate<MemberGap> first = gap -> !work.passedOver(gap);
    Action others =
        members(linked, work, work.shapeLast() ? first : first.and(MemberGap::toRemove));
    return others instanceof Call
        ? others
        : new Update(linked.remoteId(), linked.etag(), linked.shadow(), shape);
  }

  /// A group cannot be deactivated (RFC 7643 section 4.2), and one that nobody keeps any more would
  /// go on giving what it gave.
  private Action removal(Linked linked, StateWork work) {
    if (!work.resource().type().equals(USER)) {
      return new Delete(linked.remoteId(), linked.etag());
    }
    return switch (profile.accounts().removal()) {
      case DELETE -> new Delete(linked.remoteId(), linked.etag());
      case DEACTIVATE -> isActive(linked.shadow()) ? deactivate(linked, work) : new Nothing();
    };
  }

  private static Action barrier(Linked linked, StateWork work) {
    for (Barrier barrier : work.barriers()) {
      if (isOwed(barrier, linked.shadow())) {
        return switch (barrier.kind()) {
          case DEACTIVATED -> deactivate(linked, work);
          case REACTIVATED -> new Reactivate(linked.remoteId(), linked.etag(), known(linked, work));
        };
      }
    }
    return new Nothing();
  }

  /// Who is in the way comes last, once more.
  private Action members(Linked linked, StateWork work) {
    Action others = members(linked, work, gap -> !work.passedOver(gap));
    Action any = others instanceof Call ? others : members(linked, work, _ -> true);
    int waiting = (int) work.gaps().stream().filter(MemberGap::waits).count();
    return any instanceof Nothing && waiting > 0 ? new WaitForMembers(waiting) : any;
  }

  private Action members(Linked linked, StateWork work, Predicate<MemberGap> concerned) {
    List<MemberGap> leaving = page(work, concerned.and(MemberGap::toRemove));
    if (!leaving.isEmpty()) {
      return new RemoveMembers(linked.remoteId(), leaving);
    }
    List<MemberGap> joining = page(work, concerned.and(MemberGap::toAdd));
    return joining.isEmpty() ? new Nothing() : new AddMembers(linked.remoteId(), joining);
  }

  private List<MemberGap> page(StateWork work, Predicate<MemberGap> concerned) {
    List<MemberGap> gaps = work.gaps().stream().filter(concerned).toList();
    int most = work.singly() ? 1 : profile.membersAtOnce();
    int size = Math.min(gaps.size(), most);
    int bytes = MESSAGE_BYTES;
    for (int index = 0; index < size; index++) {
      bytes += MEMBER_BYTES + remoteIdLength(gaps.get(index));
      if (bytes > profile.messages().bodyBytesMax()) {
        return gaps.subList(0, Math.max(index, 1));
      }
    }
    return gaps.subList(0, size);
  }

  private static int remoteIdLength(MemberGap gap) {
    String id = gap.toRemove() ? gap.removableRemoteId() : gap.linkedRemoteId();
    return id == null ? 0 : id.length();
  }

  /// What the account is like at the target, and of what is not known of it, what it must be like:
  /// an app that is told by a whole update must not lose the rest.
  private static JsonObject known(Linked linked, StateWork work) {
    JsonObject shadow = linked.shadow();
    if (!(work.desired() instanceof Present(var shape))) {
      return shadow;
    }
    // Without a word on it an account is active.
    JsonObject wanted = shadow.members().isEmpty() ? shape : shape.without(ACTIVE);
    return wanted.toBuilder().putAll(shadow.members()).build();
  }

  private static Action deactivate(Linked linked, StateWork work) {
    return new Deactivate(linked.remoteId(), linked.etag(), known(linked, work));
  }

  /// Says whether the target still has to see the barrier: one that names the state it has is past.
  static boolean isOwed(Barrier barrier, JsonObject shadow) {
    return switch (barrier.kind()) {
      case DEACTIVATED -> isActive(shadow);
      case REACTIVATED -> !isActive(shadow);
    };
  }

  /// Says whether an account is active: it is where nothing is said of it.
  public static boolean isActive(JsonObject shape) {
    return !JsonBoolean.FALSE.equals(shape.get(ACTIVE));
  }
}
