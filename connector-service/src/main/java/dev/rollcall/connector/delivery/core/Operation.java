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
import java.util.Locale;

/// What a call does to a target, as rates count it.
public enum Operation {
  CREATE,
  READ,
  UPDATE,
  DELETE,
  MEMBERS,
  PUBLISH;

  /// Returns what a call does.
  public static Operation of(Call call) {
    return switch (call) {
      case Create _ -> CREATE;
      case Resolve _, Reread _ -> READ;
      case Update _, Deactivate _, Reactivate _ -> UPDATE;
      case Delete _ -> DELETE;
      case AddMembers _, RemoveMembers _ -> MEMBERS;
      case Publish _ -> PUBLISH;
    };
  }

  /// The name in configuration, such as `create`.
  public String logicalName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
