package dev.rollcall.scim.resource;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.patch.PatchOperation;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributeResolver;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.Returned;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which attributes a write specified of those that are returned on request: the answer to the
/// write shows them (RFC 7643 section 7). All others need no list, for it changes nothing.
public final class Specified {
  private final ResourceTypeDefinition type;
  private final Set<String> names = new LinkedHashSet<>();

  private Specified(ResourceTypeDefinition type) {
    this.type = type;
  }

  /// The names that a POST or PUT specified, for [AttributeSelection#specifying].
  ///
  /// @param read what [ResourceReader#read] made of the body
  public static List<String> by(ResourceTypeDefinition type, JsonObject read) {
    var specified = new Specified(type);
    specified.members(null, read);
    type.extensions()
        .forEach(it -> {
          String urn = it.schema().urn();
          if (read.get(urn) instanceof JsonObject values) {
            specified.members(urn, values);
          }
        });
    return List.copyOf(specified.names);
  }

  /// The names that a PATCH specified.
  ///
  /// @param operations what the parser made of the body
  public static List<String> by(ResourceTypeDefinition type, List<PatchOperation> operations) {
    var specified = new Specified(type);
    for (PatchOperation operation : operations) {
      AttributePath path = operation.path().attribute();
      String sub = path.subAttribute();
      AttributeResolver.definition(type, path)
          .ifPresent(attribute ->
              specified.attribute(
                  path.schemaUrn(),
                  attribute,
                  sub == null ? operation.value() : JsonObject.of(sub, operation.value())));
    }
    return List.copyOf(specified.names);
  }

  private void members(@Nullable String urn, JsonObject values) {
    values
        .members()
        .forEach((name, value) ->
            AttributeResolver.definition(type, new AttributePath(urn, name, null))
                .ifPresent(attribute -> attribute(urn, attribute, value)));
  }

  private void attribute(@Nullable String urn, AttributeDefinition attribute, Json value) {
    if (attribute.returned() == Returned.REQUEST) {
      names.add(new AttributePath(urn, attribute.name(), null).toString());
    }
    for (Json element : value instanceof JsonArray(var all) ? all : List.of(value)) {
      if (element instanceof JsonObject parts) {
        parts
            .members()
            .keySet()
            .forEach(part ->
                attribute
                    .subAttribute(part)
                    .filter(it -> it.returned() == Returned.REQUEST)
                    .ifPresent(it ->
                        names.add(new AttributePath(urn, attribute.name(), it.name()).toString())));
      }
    }
  }
}
