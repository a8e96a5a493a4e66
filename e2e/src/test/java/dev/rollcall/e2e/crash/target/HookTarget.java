package dev.rollcall.e2e.crash.target;

import dev.rollcall.e2e.crash.core.Downstream.Event;
import dev.rollcall.e2e.crash.target.Target.Ask;
import dev.rollcall.e2e.crash.target.Target.Reply;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;

/// A receiver of webhooks that notes every event.
final class HookTarget implements Target.App {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final String id;
  private final Sightings sightings;

  HookTarget(String id, Sightings sightings) {
    this.id = id;
    this.sightings = sightings;
  }

  @Override
  public synchronized Reply answer(Ask ask) {
    JsonObject event = json.readObject(ask.body().getBytes(StandardCharsets.UTF_8));
    if (event.get("data") instanceof JsonObject data
        && data.get("meta") instanceof JsonObject meta) {
      sightings.note(
          new Event(
              id,
              ask.header("webhook-id"),
              event.text("type").orElse(""),
              data.text("id").orElse(""),
              version(meta)));
    }
    return new Reply(204, "");
  }

  /// An entity tag or a number.
  private static long version(JsonObject meta) {
    return switch (meta.get("version")) {
      case JsonNumber(var number) -> number.longValueExact();
      case JsonString(var tag) -> Long.parseLong(tag.replaceAll("\\D", ""));
      case null, default -> 0;
    };
  }
}
