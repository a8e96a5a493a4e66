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

/// What a failed attempt leaves to be stored.
public final class LeftBehind {
  private LeftBehind() {}

  /// Returns what a failed attempt leaves to be stored: an intent stays only where the create may
  /// have happened, and a link is in doubt where a change may have.
  public static List<Effect> of(Call call, Failure failure) {
    return switch (call) {
      case Create _ -> ofCreate(failure);
      case Update _, Deactivate _, Reactivate _, Delete _ -> ofChange(failure);
      case Resolve _, Reread _, AddMembers _, RemoveMembers _, Publish _ -> List.of();
    };
  }

  /// What may have been changed at the target is not what was confirmed any more.
  private static List<Effect> ofChange(Failure failure) {
    return switch (failure.kind()) {
      // A part of the change may have been made before.
      case UNREACHABLE, TIMEOUT, SERVER_ERROR, UNUSABLE_ANSWER, PUT_OFF ->
          List.of(new Effect.LinkDoubted());
      case REFUSED,
          THROTTLED,
          UNAUTHORIZED,
          FORBIDDEN,
          HELD_BACK,
          ADDRESS_REFUSED,
          REDIRECTED,
          CONFLICT,
          NOT_OURS,
          VANISHED,
          STALE,
          UNSUBSCRIBED,
          UNMAPPABLE,
          UNCONFIRMED,
          FULL ->
          List.of();
    };
  }

  private static List<Effect> ofCreate(Failure failure) {
    return switch (failure.kind()) {
      case REFUSED,
          THROTTLED,
          UNAUTHORIZED,
          FORBIDDEN,
          HELD_BACK,
          ADDRESS_REFUSED,
          REDIRECTED,
          FULL ->
          List.of(new Effect.IntentWithdrawn());
      case UNREACHABLE,
          TIMEOUT,
          SERVER_ERROR,
          PUT_OFF,
          CONFLICT,
          NOT_OURS,
          VANISHED,
          STALE,
          UNSUBSCRIBED,
          UNUSABLE_ANSWER,
          UNMAPPABLE,
          UNCONFIRMED ->
          List.of();
    };
  }
}
