package dev.rollcall.connector.delivery.core;

import dev.rollcall.connector.delivery.core.Action.Deactivate;
import dev.rollcall.connector.delivery.core.Action.Delete;
import dev.rollcall.connector.delivery.core.Action.Update;

/// What an action takes away from a resource at the target.
public enum Loss {
  NONE,
  DEACTIVATION,
  DELETION;

  /// Returns what an action takes away.
  public static Loss of(Action action) {
    return switch (action) {
      case Delete _ -> DELETION;
      case Deactivate _ -> DEACTIVATION;
      case Update(_, _, var shadow, var shape) ->
          Planner.isActive(shadow) && !Planner.isActive(shape) ? DEACTIVATION : NONE;
      case Action.Create _,
          Action.Resolve _,
          Action.Reread _,
          Action.Reactivate _,
          Action.AddMembers _,
          Action.RemoveMembers _,
          Action.Publish _,
          Action.WaitForMembers _,
          Action.Nothing _ ->
          NONE;
    };
  }
}
