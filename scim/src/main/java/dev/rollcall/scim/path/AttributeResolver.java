package dev.rollcall.scim.path;

import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.CommonAttributes;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition.Extension;
import dev.rollcall.scim.schema.SchemaDefinition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds what an attribute path names in the schemas of a resource type (RFC 7644 section 3.10).
/// Names and URNs are compared without case and come out in canonical spelling.
public final class AttributeResolver {

  private AttributeResolver() {}

  /// Resolves a path over several resource types; the first that knows it wins.
  public static Named resolve(List<ResourceTypeDefinition> types, String text) {
    Named last = new Named.Malformed("A path names no resource type");
    for (ResourceTypeDefinition type : types) {
      last = resolve(type, text);
      if (last instanceof Named.Known || last instanceof Named.WholeSchema) {
        return last;
      }
    }
    return last;
  }

  /// Resolves `attribute`, `attribute.sub`, either of them qualified by a schema's URN, or a URN
  /// alone. The text is cut at a dot only behind the URN: `2.0` has a dot of its own.
  public static Named resolve(ResourceTypeDefinition type, String text) {
    SchemaDefinition base = type.schema();
    if (base.urn().equalsIgnoreCase(text)) {
      return new Named.WholeSchema(base, false);
    }
    for (Extension extension : type.extensions()) {
      if (extension.schema().urn().equalsIgnoreCase(text)) {
        return new Named.WholeSchema(extension.schema(), true);
      }
    }
    SchemaDefinition qualifier = longestQualifier(type, text);
    if (qualifier != null) {
      String rest = text.substring(qualifier.urn().length() + 1);
      return qualifier.urn().equals(base.urn())
          ? unqualified(type, rest, false)
          : inSchema(qualifier, qualifier.urn(), rest);
    }
    return AttributeNames.isQualified(text) ? ofUnknownSchema(text) : unqualified(type, text, true);
  }

  /// Finds the definition of the attribute at a path that came from [#resolve].
  public static Optional<AttributeDefinition> definition(
      ResourceTypeDefinition type, AttributePath path) {
    String urn = path.schemaUrn();
    if (urn == null) {
      return ofBase(type, path.attribute());
    }
    return type.extensions().stream()
        .filter(it -> it.schema().urn().equals(urn))
        .findFirst()
        .flatMap(it -> it.schema().attribute(path.attribute()));
  }

  private static @Nullable SchemaDefinition longestQualifier(
      ResourceTypeDefinition type, String text) {
    SchemaDefinition found = isPrefix(type.schema(), text) ? type.schema() : null;
    for (Extension extension : type.extensions()) {
      SchemaDefinition schema = extension.schema();
      if (isPrefix(schema, text)
          && (found == null || schema.urn().length() > found.urn().length())) {
        found = schema;
      }
    }
    return found;
  }

  private static boolean isPrefix(SchemaDefinition schema, String text) {
    int length = schema.urn().length();
    return text.length() > length
        && text.charAt(length) == ':'
        && text.regionMatches(true, 0, schema.urn(), 0, length);
  }

  /// A name without URN is searched in the base schema, among the common attributes, and then in
  /// the extensions: Entra sends `manager` and `department` bare.
  private static Named unqualified(
      ResourceTypeDefinition type, String text, boolean alsoExtensions) {
    Named named = cut(null, text, name -> ofBase(type, name));
    if (alsoExtensions && named instanceof Named.Unknown) {
      for (Extension extension : type.extensions()) {
        Named inside = inSchema(extension.schema(), extension.schema().urn(), text);
        if (inside instanceof Named.Known) {
          return inside;
        }
      }
    }
    return named;
  }

  private static Optional<AttributeDefinition> ofBase(ResourceTypeDefinition type, String name) {
    return type.schema().attribute(name).or(() -> CommonAttributes.find(name));
  }

  private static Named inSchema(SchemaDefinition schema, String urn, String text) {
    return cut(urn, text, schema::attribute);
  }

  private static Named ofUnknownSchema(String text) {
    int colon = text.lastIndexOf(':');
    if (!AttributeNames.isUrn(text)) {
      return new Named.Malformed("'" + text + "' has no URN before its name");
    }
    Named named = cut(text.substring(0, colon), text.substring(colon + 1), _ -> Optional.empty());
    // A URN may end in what no attribute is called, such as `2.0`: then it is the whole schema, and
    // so it is where what is left before the name is no URN.
    boolean whole =
        named instanceof Named.Malformed
            || colon < "urn:".length()
            || text.charAt(colon - 1) == ':';
    return whole && !text.endsWith(":")
        ? new Named.Unknown(new AttributePath(text, "", null))
        : named;
  }

  private interface Lookup {
    Optional<AttributeDefinition> find(String name);
  }

  private static Named cut(@Nullable String urn, String text, Lookup lookup) {
    int dot = text.indexOf('.');
    String name = dot < 0 ? text : text.substring(0, dot);
    String sub = dot < 0 ? null : text.substring(dot + 1);
    if (!AttributeNames.isName(name)) {
      return new Named.Malformed("'" + text + "' is no attribute name");
    }
    if (sub != null && !AttributeNames.isName(sub)) {
      return new Named.Malformed("'" + text + "' has no name behind its dot");
    }
    Optional<AttributeDefinition> found = lookup.find(name);
    if (found.isEmpty()) {
      return new Named.Unknown(new AttributePath(urn, name, sub));
    }
    AttributeDefinition attribute = found.get();
    if (sub == null) {
      return new Named.Known(new AttributePath(urn, attribute.name(), null), attribute, null);
    }
    return attribute
        .subAttribute(sub)
        .<Named>map(it ->
            new Named.Known(new AttributePath(urn, attribute.name(), it.name()), attribute, it))
        .orElseGet(() -> new Named.Unknown(new AttributePath(urn, attribute.name(), sub)));
  }
}
