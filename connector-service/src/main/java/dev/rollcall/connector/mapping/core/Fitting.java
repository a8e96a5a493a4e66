package dev.rollcall.connector.mapping.core;

import dev.rollcall.connector.delivery.core.Desired;
import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.Effect.ScopeChanged;
import dev.rollcall.connector.delivery.core.Link;
import dev.rollcall.connector.delivery.core.Material;
import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.delivery.core.Profile.InactiveCreate;
import dev.rollcall.connector.delivery.core.StateWork;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;

/// Makes of what a target must have what the target can take, by its profile.
public final class Fitting {
  private static final String EXTERNAL_ID = "externalId";

  private Fitting() {}

  /// Returns an outlook that the target can be brought to.
  public static Outlook of(Outlook outlook, Material material, Profile profile) {
    StateWork work = outlook.work();
    if (!(work.desired() instanceof Desired.Present(var shape))) {
      return outlook;
    }
    if (isWithheld(work, shape, profile)) {
      // Groups leave out who has no account here, instead of waiting for it.
      List<Effect> parting =
          material.inScope() ? List.of(new ScopeChanged(false)) : List.<Effect>of();
      return new Outlook(work, outlook.flaw(), parting);
    }
    JsonObject fitting = fitted(shape, profile);
    return fitting.equals(shape)
        ? outlook
        : new Outlook(with(work, fitting), outlook.flaw(), outlook.parting());
  }

  /// Returns the part of a shape that the target keeps.
  public static JsonObject fitted(JsonObject shape, Profile profile) {
    JsonObject kept = profile.accounts().keepsExternalId() ? shape : shape.without(EXTERNAL_ID);
    for (String name : profile.accounts().singleValued()) {
      if (kept.get(name) instanceof JsonArray(var elements) && elements.size() > 1) {
        kept = kept.with(name, new JsonArray(List.of(chosen(elements))));
      }
    }
    return kept;
  }

  private static Json chosen(List<Json> elements) {
    return elements.stream()
        .filter(each ->
            each instanceof JsonObject value && JsonBoolean.TRUE.equals(value.get("primary")))
        .findFirst()
        .orElse(elements.getFirst());
  }

  private static boolean isWithheld(StateWork work, JsonObject shape, Profile profile) {
    return profile.accounts().inactiveCreate() == InactiveCreate.NEVER
        && work.link() instanceof Link.Unlinked
        && work.resource().type().equals("User")
        && JsonBoolean.FALSE.equals(shape.get("active"));
  }

  private static StateWork with(StateWork work, JsonObject shape) {
    return new StateWork(
        work.resource(),
        new Desired.Present(shape),
        work.link(),
        work.barriers(),
        work.gaps(),
        work.moreGaps(),
        work.rereads(),
        work.singly(),
        work.passedOver(),
        work.shapeLast());
  }
}
