package dev.rollcall.connector.operations.http;

import dev.rollcall.schemas.json.JsonString;

/// The two words of health.
final class Up {
  static final JsonString TEXT = new JsonString("UP");
  static final JsonString NOT = new JsonString("DOWN");

  private Up() {}
}
