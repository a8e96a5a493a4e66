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
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is taken out of a target, and whether the target shows that they are out.
///
/// Some servers answer a deactivation with success and keep the account active. Whoever left is out
/// when the target shows it, and not when it says so.
public final class Leaving {
  private static final String USER = "User";

  /// To read once more would be answered in the same way.
  private static final Set<FailureKind> WILL_NOT_SHOW =
      EnumSet.of(FailureKind.REFUSED, FailureKind.FORBIDDEN, FailureKind.UNAUTHORIZED);

  private Leaving() {}

  /// How it is known that somebody is out.
  public enum Basis {
    /// The target was read and shows it.
    READ,
    /// The target said so and need not be read, or does not show it.
    ANSWER,
    /// Nothing had to be asked: there is no account, or it was inactive already.
    KNOWN
  }

  /// What the target shows of an account that was taken out.
  public sealed interface Seen {
    /// It is out.
    record Off(Basis basis) implements Seen {}

    /// It is not.
    record StillOn(Failure failure) implements Seen {}

    /// The target did not show it: nobody knows.
    record Unread(Failure failure) implements Seen {}
  }

  /// Returns the target's id of the account that a call takes out, or empty where the call takes
  /// nobody out.
  public static Optional<String> account(ResourceRef resource, Call call) {
    if (!resource.type().equals(USER)) {
      return Optional.empty();
    }
    return switch (call) {
      case Deactivate(var remoteId, _, _) -> Optional.of(remoteId);
      case Delete(var remoteId, _) -> Optional.of(remoteId);
      case Update(var remoteId, _, var shadow, var shape) ->
          Planner.isActive(shadow) && !Planner.isActive(shape)
              ? Optional.of(remoteId)
              : Optional.empty();
      case Create _, Resolve _, Reread _, Reactivate _, AddMembers _, RemoveMembers _, Publish _ ->
          Optional.empty();
    };
  }

  /// Says whether a call took an account out by its answer: a 404 has shown that it is gone.
  public static boolean tookOut(Answer answer) {
    return !(answer instanceof Failed(var failure)) || failure.kind() == FailureKind.VANISHED;
  }

  /// Judges what a read of the account gave after the call. One that does not say whether it is
  /// active is out by the target's word, as is one that the target shows to nobody; of one that
  /// could not be read this time nobody knows.
  public static Seen judge(Call call, Answer shown) {
    return switch (shown) {
      case NotFound _ -> new Seen.Off(Basis.READ);
      case Found(_, _, var remote, _) -> judge(call, remote);
      case Failed(var failure) when failure.kind() == FailureKind.VANISHED ->
          new Seen.Off(Basis.READ);
      case Failed(var failure) when WILL_NOT_SHOW.contains(failure.kind()) ->
          new Seen.Off(Basis.ANSWER);
      case Failed(var failure) -> new Seen.Unread(unread(failure));
      case Created _, Done _ -> new Seen.Off(Basis.ANSWER);
    };
  }

  /// It did what it was asked: that it could not be read, without a pause that it wants, is no
  /// reason to leave the others alone.
  private static Failure unread(Failure failure) {
    return failure.kind().isTargetTrouble() && failure.retryAfter() == null
        ? new Failure(
            FailureKind.UNCONFIRMED,
            failure.status(),
            null,
            "The target answered that the account is out, and could not be read: " + failure.text())
        : failure;
  }

  private static Seen judge(Call call, JsonObject remote) {
    Json active = active(remote);
    if (isOff(active)) {
      return new Seen.Off(Basis.READ);
    }
    if (active == null && !(call instanceof Delete)) {
      return new Seen.Off(Basis.ANSWER);
    }
    return new Seen.StillOn(
        Failure.of(
            FailureKind.UNCONFIRMED,
            call instanceof Delete
                ? "The target answered that the account is deleted, and still shows it"
                : "The target answered that the account is off, and still shows it as active"));
  }

  /// Returns what is stored of a call that took somebody out where the target has not shown it. The
  /// account is read before anything else is done; of one that was deleted that needs its id.
  ///
  /// @param effects of the call
  public static List<Effect> unseen(Call call, List<Effect> effects) {
    var all = new ArrayList<Effect>(call instanceof Delete ? List.of() : effects);
    all.add(new Effect.LinkDoubted());
    return all;
  }

  /// Says up to which decision leavers are out, when a call has taken somebody out. Whoever came
  /// back and left once more leaves once more.
  ///
  /// @param left the barriers that are left after the call
  public static long outUpTo(List<Barrier> left) {
    return left.stream()
        .filter(barrier -> barrier.kind() == Barrier.Kind.REACTIVATED)
        .mapToLong(barrier -> barrier.seq() - 1)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /// Returns what is to be stored besides when the target was read and shows an account as off:
  /// whoever left by now is out, whoever took them out.
  ///
  /// @param shown the account as the target shows it
  static List<Effect> shown(StateWork work, JsonObject shown) {
    boolean off = work.resource().type().equals(USER) && isOff(active(shown));
    return off ? List.of(new Effect.LeaverOut(outUpTo(work.barriers()), Basis.READ)) : List.of();
  }

  /// The same when the target was read and shows that there is no account.
  static List<Effect> gone(StateWork work) {
    return mayBeOut(work)
        ? List.of(new Effect.LeaverOut(outUpTo(work.barriers()), Basis.READ))
        : List.of();
  }

  /// Returns what is to be stored besides when a key is left in order: whoever is out without a
  /// call, because there was no account or it was inactive, is out by that.
  ///
  /// @param noted whether it was noted that the resource fell out of scope or is on again, and
  ///   nobody has seen the account go
  public static List<Effect> parting(StateWork work, List<Effect> parting, boolean noted) {
    var all = new ArrayList<Effect>(parting);
    if (fallsOut(work, parting)) {
      all.add(new Effect.LeaverNoted());
    }
    if (noted && !mayBeOut(work)) {
      all.add(new Effect.LeaverBack());
    }
    if (mayBeOut(work)) {
      all.add(new Effect.LeaverOut(Long.MAX_VALUE, Basis.KNOWN));
    }
    return all;
  }

  /// Says whether somebody is out of the target when all that is asked now is done, or was out in
  /// between.
  static boolean mayBeOut(StateWork work) {
    return work.resource().type().equals(USER)
        && (!work.barriers().isEmpty()
            || switch (work.desired()) {
              case Desired.Absent _ -> true;
              case Desired.Present(var shape) -> !Planner.isActive(shape);
            });
  }

  /// Says whether the account has to go because its resource fell out of scope.
  static boolean fallsOut(StateWork work, List<Effect> parting) {
    return work.resource().type().equals(USER)
        && parting.contains(new Effect.ScopeChanged(false))
        && work.link() instanceof Linked linked
        && Planner.isActive(linked.shadow());
  }

  private static boolean isOff(@Nullable Json active) {
    return JsonBoolean.FALSE.equals(active)
        || (active instanceof JsonString(var text) && text.equalsIgnoreCase("false"));
  }

  /// Attribute names are case-insensitive (RFC 7643 section 2.1), and some servers say `"False"`.
  private static @Nullable Json active(JsonObject remote) {
    for (Map.Entry<String, Json> member : remote.members().entrySet()) {
      if (member.getKey().equalsIgnoreCase(Planner.ACTIVE) && !member.getValue().isUnassigned()) {
        return member.getValue();
      }
    }
    return null;
  }
}
