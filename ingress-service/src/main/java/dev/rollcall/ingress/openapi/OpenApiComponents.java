package dev.rollcall.ingress.openapi;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;

/// The components of the document: resources from their schemas, messages as RFC 7644 has them.
final class OpenApiComponents {
  private OpenApiComponents() {}

  static JsonObject of(SchemaRegistry registry) {
    var schemas = JsonObject.builder();
    for (ResourceTypeDefinition type : registry.resourceTypes()) {
      schemas.put(type.name(), resource(type));
    }
    schemas
        .put(
            "ListResponse",
            message(
                "totalResults:integer",
                "startIndex:integer",
                "itemsPerPage:integer",
                "nextCursor:string",
                "Resources:array"))
        .put(
            "SearchRequest",
            message(
                "filter:string",
                "attributes:array",
                "excludedAttributes:array",
                "sortBy:string",
                "sortOrder:string",
                "startIndex:integer",
                "count:integer",
                "cursor:string"))
        .put("PatchOp", message("Operations:array"))
        .put("BulkRequest", message("failOnErrors:integer", "Operations:array"))
        .put("BulkResponse", message("Operations:array"))
        .put("Error", message("status:string", "scimType:string", "detail:string"))
        .put(
            "DeliveryAct",
            message(
                "act:string",
                "filter:object",
                "resourceIds:array",
                "actId:string",
                "reconciliationId:string",
                "kind:array",
                "resourceType:array",
                "notOurs:boolean",
                "reportOnly:boolean",
                "reason:string",
                "perSecond:integer",
                "dryRun:boolean"))
        .put("FeedPage", message("entries:array", "next:string", "caughtUp:boolean"))
        .put("FeedCursor", message("cursor:string"))
        .put("FeedGoal", message("cursor:string", "to:string"))
        .put("FeedProgress", message("acknowledged:string", "unacknowledged:integer"))
        .put("Definition", typed("object"))
        .put("Document", typed("object"));
    return JsonObject.builder()
        .put("schemas", schemas.build())
        .put(
            "securitySchemes",
            JsonObject.of(
                "token", JsonObject.builder().put("type", "http").put("scheme", "bearer").build()))
        .build();
  }

  private static JsonObject resource(ResourceTypeDefinition type) {
    var properties = JsonObject.builder();
    properties.put("schemas", list(typed("string")));
    properties.put("id", typed("string").with("readOnly", flag()));
    properties.put("externalId", typed("string"));
    attributes(properties, type.schema().attributes());
    type.extensions()
        .forEach(
            extension -> properties.put(extension.schema().urn(), extension(extension.schema())));
    properties.put("meta", typed("object").with("readOnly", flag()));
    var required = new ArrayList<String>();
    type.schema().attributes().stream()
        .filter(AttributeDefinition::required)
        .forEach(it -> required.add(it.name()));
    return object(properties).with("required", JsonArray.ofStrings(required));
  }

  private static JsonObject extension(SchemaDefinition schema) {
    var properties = JsonObject.builder();
    attributes(properties, schema.attributes());
    return object(properties);
  }

  private static void attributes(
      JsonObject.Builder properties, List<AttributeDefinition> attributes) {
    for (AttributeDefinition attribute : attributes) {
      JsonObject one = one(attribute);
      JsonObject shape = attribute.multiValued() ? list(one) : one;
      var described = shape.toBuilder().put("description", attribute.description());
      if (attribute.mutability() == Mutability.READ_ONLY) {
        described.put("readOnly", true);
      }
      if (attribute.mutability() == Mutability.WRITE_ONLY) {
        described.put("writeOnly", true);
      }
      properties.put(attribute.name(), described.build());
    }
  }

  private static JsonObject one(AttributeDefinition attribute) {
    return switch (attribute.type()) {
      case STRING, REFERENCE -> typed("string");
      case DATE_TIME -> typed("string").with("format", new JsonString("date-time"));
      case BINARY -> typed("string").with("contentEncoding", new JsonString("base64"));
      case BOOLEAN -> typed("boolean");
      case DECIMAL -> typed("number");
      case INTEGER -> typed("integer");
      case COMPLEX -> {
        var properties = JsonObject.builder();
        attributes(properties, attribute.subAttributes());
        yield object(properties);
      }
    };
  }

  /// A message whose members are given as `name:type`; it says its own URN in `schemas`.
  private static JsonObject message(String... members) {
    var properties = JsonObject.builder();
    properties.put("schemas", list(typed("string")));
    for (String member : members) {
      int colon = member.indexOf(':');
      String type = member.substring(colon + 1);
      properties.put(
          member.substring(0, colon), type.equals("array") ? list(JsonObject.EMPTY) : typed(type));
    }
    return object(properties);
  }

  private static JsonObject object(JsonObject.Builder properties) {
    return typed("object").with("properties", properties.build());
  }

  private static JsonObject list(JsonObject items) {
    return typed("array").with("items", items);
  }

  private static JsonObject typed(String type) {
    return JsonObject.of("type", new JsonString(type));
  }

  private static Json flag() {
    return JsonBoolean.TRUE;
  }
}
