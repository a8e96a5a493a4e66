package dev.rollcall.scim.message;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Urns;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.SchemaDefinition;
import java.util.ArrayList;
import java.util.List;

/// Attribute definitions as a Schema resource shows them (RFC 7643 section 7): every characteristic
/// written out, none null.
final class SchemaDocument {

  private SchemaDocument() {}

  static JsonObject of(SchemaDefinition schema, String location) {
    return JsonObject.builder()
        .put("schemas", Messages.schemas(Urns.SCHEMA))
        .put("id", schema.urn())
        .put("name", schema.name())
        .put("description", schema.description())
        .put("attributes", attributes(schema.attributes()))
        .put(
            "meta",
            JsonObject.builder().put("resourceType", "Schema").put("location", location).build())
        .build();
  }

  private static JsonArray attributes(List<AttributeDefinition> definitions) {
    var documents = new ArrayList<Json>(definitions.size());
    definitions.forEach(definition -> documents.add(attribute(definition)));
    return new JsonArray(documents);
  }

  private static JsonObject attribute(AttributeDefinition it) {
    var document =
        JsonObject.builder()
            .put("name", it.name())
            .put("type", it.type().keyword())
            .put("multiValued", it.multiValued())
            .put("description", it.description())
            .put("required", it.required())
            .put("caseExact", it.caseExact())
            .put("mutability", it.mutability().keyword())
            .put("returned", it.returned().keyword())
            .put("uniqueness", it.uniqueness().keyword());
    if (!it.canonicalValues().isEmpty()) {
      document.put("canonicalValues", JsonArray.ofStrings(it.canonicalValues()));
    }
    // An empty list would say that it refers to nothing.
    if (it.type() == AttributeType.REFERENCE && !it.referenceTypes().isEmpty()) {
      document.put("referenceTypes", JsonArray.ofStrings(it.referenceTypes()));
    }
    if (it.type() == AttributeType.COMPLEX) {
      document.put("subAttributes", attributes(it.subAttributes()));
    }
    return document.build();
  }
}
