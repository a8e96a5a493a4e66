package dev.rollcall.scim.resource;

import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.Uniqueness;
import java.util.ArrayList;
import java.util.List;

/// The values of a resource that no other one of its type in the tenant may have: those that its
/// schemas call unique, such as `userName` of users and `displayName` of groups.
public final class ResourceKeys {

  private ResourceKeys() {}

  /// Returns the keys that a canonical document takes, in comparison form.
  public static List<TakenKey> of(ResourceTypeDefinition type, JsonObject document) {
    var keys = new ArrayList<TakenKey>();
    collect("", type.schema().attributes(), document, keys);
    for (var extension : type.extensions()) {
      String urn = extension.schema().urn();
      if (document.get(urn) instanceof JsonObject values) {
        collect(urn + ":", extension.schema().attributes(), values, keys);
      }
    }
    return List.copyOf(keys);
  }

  private static void collect(
      String prefix, List<AttributeDefinition> attributes, JsonObject values, List<TakenKey> keys) {
    for (AttributeDefinition attribute : attributes) {
      if (attribute.uniqueness() != Uniqueness.NONE
          && values.get(attribute.name()) instanceof JsonString(var text)) {
        String value = attribute.caseExact() ? text : CaseFolding.fold(text);
        keys.add(new TakenKey(prefix + attribute.name(), value));
      }
    }
  }
}
