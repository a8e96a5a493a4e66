package dev.rollcall.connector.delivery.core;

import dev.rollcall.schemas.json.JsonObject;

/// The state that a resource must have at a target.
public sealed interface Desired {

  /// It must not exist.
  record Absent() implements Desired {}

  /// It must look like this, in the target's shape and without a group's members.
  record Present(JsonObject shape) implements Desired {}
}
