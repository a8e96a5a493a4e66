package dev.rollcall.scim.filter;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;

/// What `pr` means by a value: non-null and non-empty, somewhere inside.
final class Presence {

  private Presence() {}

  static boolean isPresent(Json value) {
    return switch (value) {
      case JsonNull _ -> false;
      case JsonString(var text) -> !text.isEmpty();
      case JsonNumber _, JsonBoolean _ -> true;
      case JsonArray(var elements) -> elements.stream().anyMatch(Presence::isPresent);
      case JsonObject object -> object.members().values().stream().anyMatch(Presence::isPresent);
    };
  }
}
