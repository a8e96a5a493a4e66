package dev.rollcall.scim.bulk;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.path.AttributeResolver;
import dev.rollcall.scim.path.Named;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Finds the references of a body: in attributes of type reference, in the `value` beside a `$ref`,
/// which is the id of what is referred to, and in the PATCH paths of such attributes.
record ReferringBody(ResourceTypeDefinition type, BulkReferences references) {
  private static final String OPERATIONS = "operations";
  private static final String PATH = "path";
  private static final String VALUE = "value";

  /// What a reference to something else than a resource has (RFC 7643 section 7).
  private static final Set<String> OUTSIDE = Set.of("external", "uri");

  JsonObject resource(JsonObject body) {
    return members(body, "");
  }

  JsonObject patch(JsonObject body) {
    var resolved = JsonObject.builder();
    body.members()
        .forEach((name, value) ->
            resolved.put(
                name, name.equalsIgnoreCase(OPERATIONS) ? each(value, this::operation) : value));
    return resolved.build();
  }

  private Json operation(Json sent) {
    if (!(sent instanceof JsonObject operation)) {
      return sent;
    }
    String path = null;
    for (var member : operation.members().entrySet()) {
      if (member.getKey().equalsIgnoreCase(PATH)
          && member.getValue() instanceof JsonString(String text)) {
        path = text;
      }
    }
    String target = path;
    var resolved = JsonObject.builder();
    operation
        .members()
        .forEach((name, value) -> {
          if (name.equalsIgnoreCase(PATH) && target != null) {
            resolved.put(name, new JsonString(path(target)));
          } else if (name.equalsIgnoreCase(VALUE)) {
            resolved.put(name, valueOf(target, value));
          } else {
            resolved.put(name, value);
          }
        });
    return resolved.build();
  }

  private Json valueOf(@Nullable String path, Json value) {
    return path == null
        ? each(value, it -> it instanceof JsonObject object ? members(object, "") : it)
        : value(named(path), value);
  }

  /// Some clients send paths as names, of bodies as well.
  ///
  /// @param prefix what qualifies the names
  private JsonObject members(JsonObject object, String prefix) {
    var resolved = JsonObject.builder();
    object
        .members()
        .forEach((name, value) -> resolved.put(path(name), value(named(prefix + name), value)));
    return resolved.build();
  }

  private Json value(Named named, Json value) {
    return switch (named) {
      case Named.WholeSchema(var schema, _) ->
          each(
              value,
              it -> it instanceof JsonObject object ? members(object, schema.urn() + ":") : it);
      case Named.Known(_, var attribute, var sub) -> each(value, it -> element(attribute, sub, it));
      case Named.Unknown _, Named.Malformed _ -> value;
    };
  }

  /// One value of an attribute. A reference may also come as the id alone: Entra sends `manager`
  /// so.
  private Json element(
      AttributeDefinition attribute, @Nullable AttributeDefinition sub, Json value) {
    return switch (value) {
      case JsonString(String text) ->
          refers(attribute, sub) ? new JsonString(references.resolveValue(text)) : value;
      case JsonObject object when sub == null -> {
        var resolved = JsonObject.builder();
        object
            .members()
            .forEach((name, inner) ->
                resolved.put(
                    name,
                    attribute
                        .subAttribute(name)
                        .map(it -> each(inner, one -> element(attribute, it, one)))
                        .orElse(inner)));
        yield resolved.build();
      }
      case JsonObject _, JsonArray _, JsonNumber _, JsonBoolean _, JsonNull _ -> value;
    };
  }

  private String path(String path) {
    return path.indexOf('[') >= 0
            && named(path) instanceof Named.Known known
            && refers(known.attribute(), null)
        ? references.resolveFilter(path)
        : path;
  }

  /// What a path names, its filter left out.
  private Named named(String path) {
    int open = path.indexOf('[');
    int close = path.lastIndexOf(']');
    String name =
        open < 0 || close < open ? path : path.substring(0, open) + path.substring(close + 1);
    return AttributeResolver.resolve(type, name.strip());
  }

  private static boolean refers(AttributeDefinition attribute, @Nullable AttributeDefinition sub) {
    if (sub == null) {
      return isReference(attribute) || attribute.subAttribute("$ref").isPresent();
    }
    return isReference(sub)
        || (sub.name().equals(VALUE) && attribute.subAttribute("$ref").isPresent());
  }

  private static boolean isReference(AttributeDefinition attribute) {
    return attribute.type() == AttributeType.REFERENCE
        && (attribute.referenceTypes().isEmpty()
            || !OUTSIDE.containsAll(attribute.referenceTypes()));
  }

  private static Json each(Json value, UnaryOperator<Json> change) {
    return value instanceof JsonArray(List<Json> elements)
        ? new JsonArray(elements.stream().map(change).toList())
        : change.apply(value);
  }
}
