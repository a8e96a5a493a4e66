package dev.rollcall.scim.path;

import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.SchemaDefinition;
import org.jspecify.annotations.Nullable;

/// What the text of an attribute path names.
public sealed interface Named {

  /// An attribute or sub-attribute that a schema defines.
  ///
  /// @param subAttribute null where the path stops at the attribute
  record Known(
      AttributePath path, AttributeDefinition attribute, @Nullable AttributeDefinition subAttribute)
      implements Named {

    /// The definition of what the path ends at.
    public AttributeDefinition leaf() {
      return subAttribute == null ? attribute : subAttribute;
    }
  }

  /// A whole schema: an extension, or the base schema of the resource type.
  record WholeSchema(SchemaDefinition schema, boolean extension) implements Named {}

  /// A well-formed path to what no schema defines, as it was written.
  record Unknown(AttributePath path) implements Named {}

  /// No attribute path at all.
  record Malformed(String problem) implements Named {}
}
