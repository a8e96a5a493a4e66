package dev.rollcall.scim.resource;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.filter.CaseRule;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.CommonAttributes;
import dev.rollcall.scim.schema.DateTimes;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaDefinition;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The copy of a resource that filters look at: the same shape, but equal texts are equal as bytes.
public final class SearchCopy {

  private SearchCopy() {}

  /// Returns the copy: texts in comparison form unless their attribute is caseExact, dates as
  /// canonical instants, everything else as it is. What no schema describes counts as text that is
  /// not caseExact, the default of RFC 7643 section 2.2.
  public static JsonObject of(ResourceTypeDefinition type, JsonObject resource) {
    var copy = JsonObject.builder();
    for (Map.Entry<String, Json> member : resource.members().entrySet()) {
      String name = member.getKey();
      Optional<SchemaDefinition> extension =
          type.extensions().stream()
              .map(ResourceTypeDefinition.Extension::schema)
              .filter(it -> it.urn().equals(name))
              .findFirst();
      Json value = member.getValue();
      if (extension.isPresent() && value instanceof JsonObject values) {
        copy.put(name, inSchema(extension.get(), values));
      } else {
        AttributeDefinition attribute =
            type.schema().attribute(name).or(() -> CommonAttributes.find(name)).orElse(null);
        copy.put(name, copied(null, attribute, value));
      }
    }
    return copy.build();
  }

  private static JsonObject inSchema(SchemaDefinition schema, JsonObject values) {
    var copy = JsonObject.builder();
    values
        .members()
        .forEach((name, value) ->
            copy.put(name, copied(null, schema.attribute(name).orElse(null), value)));
    return copy.build();
  }

  private static Json copied(
      @Nullable AttributeDefinition parent, @Nullable AttributeDefinition attribute, Json value) {
    return switch (value) {
      case JsonArray(var elements) ->
          new JsonArray(
              elements.stream().map(element -> copied(parent, attribute, element)).toList());
      case JsonObject object -> {
        var copy = JsonObject.builder();
        object
            .members()
            .forEach(
                (name, inner) -> copy.put(name, copied(attribute, sub(attribute, name), inner)));
        yield copy.build();
      }
      case JsonString(var text) -> new JsonString(comparable(parent, attribute, text));
      case JsonNumber _, JsonBoolean _, JsonNull _ -> value;
    };
  }

  private static @Nullable AttributeDefinition sub(
      @Nullable AttributeDefinition attribute, String name) {
    return attribute == null ? null : attribute.subAttribute(name).orElse(null);
  }

  private static String comparable(
      @Nullable AttributeDefinition parent, @Nullable AttributeDefinition attribute, String text) {
    if (attribute == null) {
      return CaseFolding.fold(text);
    }
    if (attribute.type() == AttributeType.DATE_TIME) {
      return DateTimes.parse(text).map(DateTimes::canonical).orElse(text);
    }
    return CaseRule.isExact(parent, attribute) ? text : CaseFolding.fold(text);
  }
}
