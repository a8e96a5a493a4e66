package dev.rollcall.connector.mapping.core;

import dev.rollcall.schemas.json.JsonObject;

/// What a target must have of a resource.
public sealed interface Shaped {

  /// Nothing: it does not belong there.
  record Outside(String rule) implements Shaped {}

  /// This.
  record Inside(JsonObject shape, String rule) implements Shaped {}

  /// It belongs there, and what it must look like cannot be said.
  ///
  /// @param why a sentence without any value of the person
  record Flawed(String why, String rule) implements Shaped {}
}
