package dev.rollcall.scim.schema;

import java.util.List;
import java.util.Optional;

/// A schema: a URN and the attributes that it defines (RFC 7643 section 7).
public record SchemaDefinition(
    String urn, String name, String description, List<AttributeDefinition> attributes) {
  public SchemaDefinition {
    attributes = List.copyOf(attributes);
  }

  /// Finds an attribute by name in any letter case.
  public Optional<AttributeDefinition> attribute(String anyCase) {
    return AttributeDefinition.find(attributes, anyCase);
  }
}
