package dev.rollcall.scim.resource;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition.Extension;
import dev.rollcall.scim.schema.SchemaDefinition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a resource must have (RFC 7643 section 2.2): the required attributes of its base schema and
/// of each extension that it has, the extensions that are required, and the required parts of every
/// complex value that is there.
public final class RequiredValues {

  private RequiredValues() {}

  /// Lets a resource in canonical form pass that has all of it; `invalidValue` otherwise.
  static Result<JsonObject> check(ResourceTypeDefinition type, JsonObject resource) {
    return refusalOrPass(missing(type, resource), resource);
  }

  /// The same for a resource after a change of another one. What was missing before is not the
  /// change's doing: a definition may have come later, and nobody could be deactivated otherwise.
  public static Result<JsonObject> stillThere(
      ResourceTypeDefinition type, JsonObject before, JsonObject after) {
    SequencedSet<String> missing = missing(type, after);
    if (!missing.isEmpty()) {
      missing.removeAll(missing(type, before));
    }
    return refusalOrPass(missing, after);
  }

  private static Result<JsonObject> refusalOrPass(Set<String> missing, JsonObject resource) {
    for (String name : missing) {
      return Result.badRequest(
          ScimType.INVALID_VALUE, "Attribute '" + name + "' is required and must not be empty.");
    }
    return Result.ok(resource);
  }

  private static SequencedSet<String> missing(ResourceTypeDefinition type, JsonObject resource) {
    var missing = new LinkedHashSet<String>();
    inValues("", type.schema().attributes(), resource, missing);
    for (Extension extension : type.extensions()) {
      SchemaDefinition schema = extension.schema();
      Json values = resource.get(schema.urn());
      if (values instanceof JsonObject object) {
        inValues(schema.urn() + ":", schema.attributes(), object, missing);
      } else if (extension.required()) {
        missing.add(schema.urn());
      }
    }
    return missing;
  }

  private static void inValues(
      String prefix, List<AttributeDefinition> attributes, JsonObject values, Set<String> missing) {
    for (AttributeDefinition attribute : attributes) {
      if (!isToldByTheResource(attribute)) {
        continue;
      }
      String name = prefix + attribute.name();
      Json value = values.get(attribute.name());
      if (attribute.required() && isBlank(value)) {
        missing.add(name);
      }
      List<Json> elements =
          value == null ? List.of() : value instanceof JsonArray(var all) ? all : List.of(value);
      for (Json element : elements) {
        if (element instanceof JsonObject parts) {
          inValues(name + ".", attribute.subAttributes(), parts, missing);
        }
      }
    }
  }

  /// What is writeOnly is not kept, so nobody can say later whether it was sent.
  private static boolean isToldByTheResource(AttributeDefinition attribute) {
    return switch (attribute.mutability()) {
      case READ_WRITE, IMMUTABLE -> true;
      case READ_ONLY, WRITE_ONLY -> false;
    };
  }

  private static boolean isBlank(@Nullable Json value) {
    return value == null
        || value.isUnassigned()
        || (value instanceof JsonString(var text) && text.isBlank());
  }
}
