package dev.rollcall.projection.directory;

import dev.rollcall.schemas.json.JsonObject;

/// A definition of a tenant's profile as the directory holds it.
///
/// @param kind `ResourceType` or `Dialects`
public record StoredDefinition(String kind, String name, long version, JsonObject document) {}
