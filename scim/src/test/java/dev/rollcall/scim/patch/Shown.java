package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.stream.Collectors;

/// Values in the short notation of the test tables: JSON without quotes and blanks.
final class Shown {
  private Shown() {}

  static String of(Json json) {
    return switch (json) {
      case JsonString(var text) -> text;
      case JsonNumber(var number) -> number.toPlainString();
      case JsonBoolean(var bool) -> String.valueOf(bool);
      case JsonNull _ -> "null";
      case JsonArray(var elements) ->
          elements.stream().map(Shown::of).collect(Collectors.joining(",", "[", "]"));
      case JsonObject object ->
          object.members().entrySet().stream()
              .map(it -> it.getKey() + ":" + of(it.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }
}
