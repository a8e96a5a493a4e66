package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.JsonObject;

/// A resource after a change that was asked for.
///
/// @param changed false where the resource is as it was before: it is then the very same, and keeps
///   its version
public record Patched(JsonObject resource, boolean changed) {}
