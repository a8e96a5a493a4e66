package dev.rollcall.projection;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;

/// JSON written with single quotes, which are easier to read in Java.
final class Json {
  private static final JsonCodec CODEC = new JsonCodec(JsonLimits.CLIENT);

  private Json() {}

  static JsonObject object(String text) {
    return CODEC.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
