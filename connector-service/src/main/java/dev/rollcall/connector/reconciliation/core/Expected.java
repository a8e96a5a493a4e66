package dev.rollcall.connector.reconciliation.core;

import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Desired;
import dev.rollcall.connector.delivery.core.Hold;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.connector.delivery.core.Material;
import dev.rollcall.connector.delivery.core.Planner;
import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.delivery.core.Profile.Removal;
import dev.rollcall.connector.delivery.core.StateWork;
import dev.rollcall.connector.mapping.core.Fitting;
import dev.rollcall.connector.mapping.core.Outlook;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a target should show of a resource, by the rules that deliver.
public sealed interface Expected {

  /// It is there and looks like this.
  record There(JsonObject shape) implements Expected {
    /// Says whether the account is in use.
    public boolean isActive() {
      return !JsonBoolean.FALSE.equals(shape.get("active"));
    }
  }

  /// The account may be there, and must be off.
  record Off() implements Expected {}

  /// It is not there.
  record Gone() implements Expected {}

  /// Nobody can say, or a person has decided that it stays as it is.
  record Open() implements Expected {}

  /// Returns the name that the resource has at the target or comes to have; empty where it is not
  /// to be there. Where nobody can say, the directory's name counts.
  ///
  /// @param document the resource in the directory, or null where it is not there any more
  default Optional<String> name(@Nullable JsonObject document) {
    return switch (this) {
      case There(var shape) -> name(shape, document);
      case Open _ -> document == null ? Optional.empty() : nameOf(document);
      case Off _, Gone _ -> Optional.empty();
    };
  }

  private static Optional<String> name(JsonObject shape, @Nullable JsonObject document) {
    return nameOf(shape).or(() -> document == null ? Optional.empty() : nameOf(document));
  }

  private static Optional<String> nameOf(JsonObject resource) {
    return resource.text("userName").or(() -> resource.text("displayName"));
  }

  /// Returns what should be shown of a resource for which nothing is under way.
  static Expected of(ResourceRef resource, Material material, Shaping shaping, Profile profile) {
    Material settled = material.settled();
    Outlook outlook = Fitting.of(Outlook.of(resource, settled, shaping), settled, profile);
    Hold hold = material.hold();
    if (outlook.flaw() != null || (hold != null && hold.status() == Hold.Status.REJECTED)) {
      return new Open();
    }
    return switch (outlook.work().desired()) {
      case Desired.Present(var shape) -> present(outlook.work(), shape, profile);
      case Desired.Absent _ -> absent(resource, profile);
    };
  }

  /// What is not linked is there where a create would follow.
  private static Expected present(StateWork work, JsonObject shape, Profile profile) {
    boolean isThere =
        work.link() instanceof Linked || new Planner(profile).next(work) instanceof Action.Create;
    return isThere ? new There(shape) : new Gone();
  }

  private static Expected absent(ResourceRef resource, Profile profile) {
    boolean stays =
        resource.type().equals("User") && profile.accounts().removal() == Removal.DEACTIVATE;
    return stays ? new Off() : new Gone();
  }
}
