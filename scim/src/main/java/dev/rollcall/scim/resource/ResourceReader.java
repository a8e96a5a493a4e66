package dev.rollcall.scim.resource;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.CommonAttributes;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition.Extension;
import dev.rollcall.scim.schema.SchemaDefinition;
import dev.rollcall.scim.schema.ValueCoercion;
import java.util.List;

/// Brings the body of a POST or PUT into canonical form (RFC 7644 sections 3.3 and 3.5.1): names as
/// the schemas spell them and in their order, values of the schemas' types, nothing readOnly,
/// writeOnly or unassigned, `schemas` true, everything required present. Texts stay as they were
/// sent: Entra reads back what it wrote and writes again what differs.
public final class ResourceReader {

  private ResourceReader() {}

  /// Returns the canonical form, with the `members` of a group, or the refusal: `invalidSyntax` for
  /// a body that is no resource of the type, `invalidValue` for a value that does not fit.
  public static Result<JsonObject> read(
      ResourceTypeDefinition type, JsonObject body, Leniency leniency) {
    return SchemasMember.announced(type, body, leniency)
        .flatMap(announced -> new BodyPlacement(type, announced, leniency).place(body))
        .flatMap(placed -> canonical(type, placed, new ValueCoercion(leniency)))
        .flatMap(resource -> RequiredValues.check(type, resource))
        .map(resource -> SchemasMember.settle(type, resource));
  }

  private static Result<JsonObject> canonical(
      ResourceTypeDefinition type, PlacedBody placed, ValueCoercion coercion) {
    var resource = JsonObject.builder();
    var common = List.of(CommonAttributes.EXTERNAL_ID);
    return coerced(common, placed.ofSchema(null), coercion)
        .flatMap(externalId -> {
          resource.putAll(externalId.members());
          return coerced(type.schema().attributes(), placed.ofSchema(null), coercion);
        })
        .flatMap(attributes -> {
          resource.putAll(attributes.members());
          return extensions(type, placed, coercion);
        })
        .map(extensions -> resource.putAll(extensions.members()).build());
  }

  private static Result<JsonObject> extensions(
      ResourceTypeDefinition type, PlacedBody placed, ValueCoercion coercion) {
    var all = JsonObject.builder();
    for (Extension extension : type.extensions()) {
      SchemaDefinition schema = extension.schema();
      switch (coerced(schema.attributes(), placed.ofSchema(schema.urn()), coercion)) {
        case Result.Ok<JsonObject>(var values) -> {
          if (!values.isUnassigned()) {
            all.put(schema.urn(), values);
          }
        }
        case Result.Refused<JsonObject> refused -> {
          return refused;
        }
      }
    }
    return Result.ok(all.putAll(placed.openExtensions().members()).build());
  }

  private static Result<JsonObject> coerced(
      List<AttributeDefinition> attributes, JsonObject raw, ValueCoercion coercion) {
    var values = JsonObject.builder();
    for (AttributeDefinition attribute : attributes) {
      Json value = raw.get(attribute.name());
      if (value == null || !isClients(attribute)) {
        continue;
      }
      switch (coercion.coerce(attribute, value)) {
        case Result.Ok<Json>(var coerced) -> {
          if (!coerced.isUnassigned()) {
            values.put(attribute.name(), coerced);
          }
        }
        case Result.Refused<Json>(var error) -> {
          return Result.refused(error);
        }
      }
    }
    return Result.ok(values.build());
  }

  /// What a client repeats of ours is ignored (RFC 7644 section 3.3); a password is not kept at
  /// all.
  private static boolean isClients(AttributeDefinition attribute) {
    return switch (attribute.mutability()) {
      case READ_WRITE, IMMUTABLE -> true;
      case READ_ONLY, WRITE_ONLY -> false;
    };
  }
}
