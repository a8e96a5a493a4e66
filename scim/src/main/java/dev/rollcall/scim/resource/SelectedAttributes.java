package dev.rollcall.scim.resource;

import dev.rollcall.scim.path.AttributeNames;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributeResolver;
import dev.rollcall.scim.path.Named;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names of one attribute list, resolved for one resource type. What the type does not know is
/// left out.
///
/// @param schemas URNs of schemas that are named whole
/// @param attributes attributes that are named whole, without sub-attribute
/// @param subAttributes the named sub-attributes of the others
/// @param open URN-qualified names that no schema here explains, as they were written
record SelectedAttributes(
    Set<String> schemas,
    Set<AttributePath> attributes,
    Map<AttributePath, Set<String>> subAttributes,
    List<String> open) {

  static SelectedAttributes of(ResourceTypeDefinition type, List<String> names) {
    var schemas = new HashSet<String>();
    var attributes = new HashSet<AttributePath>();
    var subAttributes = new HashMap<AttributePath, Set<String>>();
    var open = new ArrayList<String>();
    for (String name : names) {
      switch (AttributeResolver.resolve(type, name)) {
        case Named.WholeSchema(var schema, _) -> schemas.add(schema.urn());
        case Named.Known(var path, var attribute, var sub) -> {
          var whole = new AttributePath(path.schemaUrn(), attribute.name(), null);
          if (sub == null) {
            attributes.add(whole);
          } else {
            subAttributes.computeIfAbsent(whole, _ -> new HashSet<>()).add(sub.name());
          }
        }
        case Named.Unknown _, Named.Malformed _ -> {
          if (AttributeNames.isQualified(name)) {
            open.add(name);
          }
        }
      }
    }
    return new SelectedAttributes(schemas, attributes, subAttributes, open);
  }

  /// Says whether an attribute is named whole, by itself or with its schema.
  ///
  /// @param urn of the extension, or null
  boolean hasWhole(ResourceTypeDefinition type, @Nullable String urn, String attribute) {
    return schemas.contains(urn == null ? type.schema().urn() : urn)
        || attributes.contains(new AttributePath(urn, attribute, null));
  }

  /// Says whether an attribute or a part of it is named, and not only its schema.
  boolean hasItself(@Nullable String urn, String attribute) {
    return attributes.contains(new AttributePath(urn, attribute, null))
        || !parts(urn, attribute).isEmpty();
  }

  /// The named sub-attributes of an attribute.
  Set<String> parts(@Nullable String urn, String attribute) {
    return subAttributes.getOrDefault(new AttributePath(urn, attribute, null), Set.of());
  }

  /// Says whether an open extension is named whole.
  boolean hasOpen(String urn) {
    return open.stream().anyMatch(urn::equalsIgnoreCase);
  }

  /// Says whether an attribute of an open extension is named.
  boolean hasOpen(String urn, String attribute) {
    String qualified = urn + ":" + attribute;
    return open.stream().anyMatch(qualified::equalsIgnoreCase);
  }
}
