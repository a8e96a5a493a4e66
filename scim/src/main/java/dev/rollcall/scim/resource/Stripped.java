package dev.rollcall.scim.resource;

import dev.rollcall.schemas.json.JsonObject;

/// A body that may be recorded.
///
/// @param body without write-only values
/// @param removed whether the client's body had any
public record Stripped(JsonObject body, boolean removed) {}
