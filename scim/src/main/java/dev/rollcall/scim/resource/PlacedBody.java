package dev.rollcall.scim.resource;

import dev.rollcall.schemas.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A body whose members lie under canonical names, each with the schema that it belongs to; values
/// are as the client sent them.
///
/// @param base attributes of the base schema and common ones
/// @param extensions attributes of the known extensions, by the extension's URN
/// @param openExtensions by URN, what no schema describes
record PlacedBody(JsonObject base, Map<String, JsonObject> extensions, JsonObject openExtensions) {

  /// The attributes of an extension, or of the base schema for null.
  JsonObject ofSchema(@Nullable String urn) {
    return urn == null ? base : extensions.getOrDefault(urn, JsonObject.EMPTY);
  }
}
