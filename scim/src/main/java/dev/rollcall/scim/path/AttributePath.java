package dev.rollcall.scim.path;

import org.jspecify.annotations.Nullable;

/// A path to an attribute or sub-attribute (RFC 7644 section 3.10), names in canonical spelling
/// where a schema knows them and as written where none does.
///
/// @param schemaUrn the extension that holds the attribute, or null for the base schema and the
///   common attributes; for an unknown URN the URN as written
/// @param attribute the attribute; empty where the path names a whole extension
/// @param subAttribute the sub-attribute, or null
public record AttributePath(
    @Nullable String schemaUrn, String attribute, @Nullable String subAttribute) {

  @Override
  public String toString() {
    String sub = subAttribute == null ? "" : "." + subAttribute;
    if (schemaUrn == null) {
      return attribute + sub;
    }
    return attribute.isEmpty() ? schemaUrn : schemaUrn + ":" + attribute + sub;
  }
}
