package dev.rollcall.connector.feed;

import dev.rollcall.connector.feed.core.Place;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a consumer is told.
///
/// @param place where whoever has read it is
/// @param appendedAt when it was told, or null for what is told of the present state
public record Entry(
    Place place, String what, ResourceRef resource, @Nullable Instant appendedAt, JsonObject data) {

  /// The same name as events have, such as `user.created`.
  public String type() {
    return resource.type().toLowerCase(Locale.ROOT) + "." + what;
  }
}
