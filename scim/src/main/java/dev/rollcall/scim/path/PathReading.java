package dev.rollcall.scim.path;

import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.SchemaDefinition;
import org.jspecify.annotations.Nullable;

/// What a well-formed PATCH path points at.
public sealed interface PathReading {

  /// An attribute, elements of it, or a sub-attribute of either.
  ///
  /// @param subAttribute null where the path stops at the attribute
  record Target(
      PatchPath path, AttributeDefinition attribute, @Nullable AttributeDefinition subAttribute)
      implements PathReading {

    /// The definition of what the path ends at.
    public AttributeDefinition leaf() {
      return subAttribute == null ? attribute : subAttribute;
    }

    /// Whether the path means elements of a list and not the list or a part of an element.
    public boolean isElement() {
      return path.filter() != null && subAttribute == null;
    }
  }

  /// A whole extension, or the base schema, which is the resource itself.
  record Whole(SchemaDefinition schema, boolean extension) implements PathReading {}

  /// What no schema defines.
  ///
  /// @param path as written; null where the path goes into elements
  record Undefined(@Nullable AttributePath path) implements PathReading {}
}
