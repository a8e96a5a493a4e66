package dev.rollcall.scim.schema;

import java.util.List;

/// A resource type: an endpoint, its base schema and its extensions (RFC 7643 section 6).
///
/// @param name the SCIM name, such as `User`; also `meta.resourceType`
/// @param endpoint relative to the base URL, with the slash: `/Users`
public record ResourceTypeDefinition(
    String name,
    String endpoint,
    String description,
    SchemaDefinition schema,
    List<Extension> extensions) {
  public ResourceTypeDefinition {
    extensions = List.copyOf(extensions);
  }

  /// A schema extension of a resource type.
  public record Extension(SchemaDefinition schema, boolean required) {}
}
