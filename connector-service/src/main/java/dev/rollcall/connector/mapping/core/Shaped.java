package dev.rollcall.connector.mapping.core;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.schemas.event.ResourceRef;
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
  record Flawed(String why, String rule) implements Shaped {
    /// Returns what this means for a resource that must get there.
    public Failure failure(ResourceRef resource) {
      return Failure.of(
          FailureKind.UNMAPPABLE,
          "The mapping of " + resource.type() + " " + resource.id().value() + " failed: " + why);
    }
  }
}
