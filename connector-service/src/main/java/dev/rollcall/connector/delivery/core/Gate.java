package dev.rollcall.connector.delivery.core;

import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Says what an act that is held back may do with a resource: everything but take it away.
///
/// Who leaves by the directory leaves, whatever is held: a hold of a new scope or mapping concerns
/// only whom scope and mapping take away.
///
/// @param hold the act, or null where nothing is held back
/// @param standing how the resource stands in the directory
public record Gate(@Nullable Hold hold, Standing standing) {

  /// How a resource stands in the directory.
  public enum Standing {
    ABSENT,
    INACTIVE,
    ACTIVE;

    /// Returns how a resource with this document stands.
    public static Standing of(@Nullable JsonObject document) {
      if (document == null) {
        return ABSENT;
      }
      return JsonBoolean.FALSE.equals(document.get(Planner.ACTIVE)) ? INACTIVE : ACTIVE;
    }
  }

  /// Returns the gate before a resource.
  public static Gate of(Material material) {
    return new Gate(material.hold(), Standing.of(material.document()));
  }

  /// Returns the hold that forbids an action, or null where it may go on.
  public @Nullable Hold before(StateWork work, Action action) {
    if (hold == null) {
      return null;
    }
    Loss loss = Loss.of(action);
    boolean stops = loss != Loss.NONE && (hold.whole() || isByRules(loss, work));
    return stops ? hold : null;
  }

  /// Says whether scope or mapping are the cause, and not the directory.
  public boolean isByRules(Loss loss, StateWork work) {
    return switch (standing) {
      case ABSENT -> false;
      case INACTIVE -> loss == Loss.DELETION;
      case ACTIVE -> loss == Loss.DELETION || work.barriers().stream().noneMatch(Gate::leaves);
    };
  }

  private static boolean leaves(Barrier barrier) {
    return barrier.kind() == Barrier.Kind.DEACTIVATED;
  }
}
