package dev.rollcall.scim.filter;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.schema.AttributeDefinition;
import java.util.List;

/// An element of a multi-valued attribute that is not complex, seen as an object whose only
/// sub-attribute is `value`: so one kind of value filter serves both.
final class ElementValue {
  private static final String NAME = "value";

  private ElementValue() {}

  static JsonObject asObject(Json element) {
    return element instanceof JsonObject object ? object : JsonObject.of(NAME, element);
  }

  static AttributeDefinition definition(AttributeDefinition attribute) {
    return new AttributeDefinition(
        NAME,
        attribute.type(),
        false,
        attribute.description(),
        false,
        attribute.caseExact(),
        attribute.mutability(),
        attribute.returned(),
        attribute.uniqueness(),
        attribute.canonicalValues(),
        attribute.referenceTypes(),
        List.of());
  }
}
