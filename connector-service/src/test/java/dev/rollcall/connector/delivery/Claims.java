package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import java.util.List;

/// Keys in work.
public final class Claims {
  private Claims() {}

  /// Returns a person's key, who was asked for by the number in their id, taken under a lease that
  /// bears it.
  public static Claim of(LaneRef lane, String id, Past past) {
    return new Claim(
        lane,
        new ResourceRef("User", new ResourceId(id)),
        Long.parseLong(id.substring(1)),
        1,
        "w/" + id,
        past,
        null,
        false,
        false,
        false,
        List.of(),
        new Load.Events(List.of(), false));
  }
}
