package dev.rollcall.scim.path;

import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterPrinter;
import org.jspecify.annotations.Nullable;

/// The target of a PATCH operation (RFC 7644 section 3.5.2), resolved against the schemas.
///
/// @param attribute the attribute and, behind the bracket where there is one, the sub-attribute;
///   with an empty attribute the whole extension of its URN
/// @param filter which elements of a multi-valued attribute are meant, or null for no bracket;
///   paths in it are relative to the element
public record PatchPath(AttributePath attribute, @Nullable Filter filter) {

  /// This path with a bracket.
  public PatchPath where(Filter elements) {
    return new PatchPath(attribute, elements);
  }

  @Override
  public String toString() {
    if (filter == null) {
      return attribute.toString();
    }
    var before = new AttributePath(attribute.schemaUrn(), attribute.attribute(), null);
    String sub = attribute.subAttribute() == null ? "" : "." + attribute.subAttribute();
    return before + "[" + FilterPrinter.print(filter) + "]" + sub;
  }
}
