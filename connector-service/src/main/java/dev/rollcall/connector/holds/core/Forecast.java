package dev.rollcall.connector.holds.core;

import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Gate;
import dev.rollcall.connector.delivery.core.Gate.Standing;
import dev.rollcall.connector.delivery.core.Loss;
import dev.rollcall.connector.delivery.core.Material;
import dev.rollcall.connector.delivery.core.Planner;
import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.mapping.core.Fitting;
import dev.rollcall.connector.mapping.core.Outlook;
import dev.rollcall.connector.mapping.core.Shaped;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.connector.mapping.core.Subject;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;

/// What delivery would do with a resource in the end, by the same rules that do it.
///
/// @param change what it comes to at the target
/// @param byRules whether scope or mapping are the cause of a loss, and not the directory
public record Forecast(Change change, boolean byRules) {
  private static final String USER = "User";

  /// What it comes to.
  public enum Change {
    NONE,
    CREATE,
    UPDATE,
    DEACTIVATE,
    DELETE,
    /// The mapping gives nothing for it.
    FLAWED
  }

  /// Returns what would be done with a resource. Deactivations that were taken back meanwhile pass
  /// unseen, and a link in doubt is believed.
  public static Forecast of(
      ResourceRef resource, Material material, Shaping shaping, Profile profile) {
    Material settled = material.settled();
    Outlook outlook = Fitting.of(Outlook.of(resource, settled, shaping), settled, profile);
    Action action = new Planner(profile).next(outlook.work());
    Loss loss = Loss.of(action);
    var gate = new Gate(null, Standing.of(settled.document()));
    Change change =
        switch (loss) {
          case DELETION -> Change.DELETE;
          case DEACTIVATION -> Change.DEACTIVATE;
          case NONE -> outlook.flaw() != null ? Change.FLAWED : gain(action);
        };
    return new Forecast(change, gate.isByRules(loss, outlook.work()));
  }

  /// Returns what a receiver of events would be told of a resource as it is now.
  public static Change told(ResourceRef resource, Material material, Shaping shaping) {
    JsonObject document = material.document();
    if (document == null) {
      return Change.NONE;
    }
    return switch (shaping.of(new Subject(resource, document, material.memberOf(), null))) {
      case Shaped.Inside _ -> Change.CREATE;
      case Shaped.Outside _ -> Change.NONE;
      case Shaped.Flawed _ -> Change.FLAWED;
    };
  }

  /// Returns what a loss counts for; nothing where there is none.
  public Tally tally(ResourceRef resource) {
    boolean person = resource.type().equals(USER);
    return switch (change) {
      case DEACTIVATE -> new Tally(person ? 1 : 0, 0, person ? 0 : 1);
      case DELETE -> new Tally(0, person ? 1 : 0, person ? 0 : 1);
      case NONE, CREATE, UPDATE, FLAWED -> Tally.NONE;
    };
  }

  /// Says whether something is taken away.
  public boolean isLoss() {
    return change == Change.DEACTIVATE || change == Change.DELETE;
  }

  private static Change gain(Action action) {
    return switch (action) {
      case Action.Create _ -> Change.CREATE;
      case Action.Update _, Action.Reactivate _ -> Change.UPDATE;
      case Action.Deactivate _,
          Action.Delete _,
          Action.Resolve _,
          Action.Reread _,
          Action.AddMembers _,
          Action.RemoveMembers _,
          Action.Publish _,
          Action.WaitForMembers _,
          Action.Nothing _ ->
          Change.NONE;
    };
  }
}
