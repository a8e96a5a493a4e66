package dev.rollcall.projection.directory;

import dev.rollcall.schemas.json.JsonObject;

/// A definition of a tenant's profile, or what else administrators recorded, as the directory holds
/// it.
///
/// @param kind `ResourceType`, `Dialects`, or the name of a reserved type
public record StoredDefinition(String kind, String name, long version, JsonObject document) {}
