package dev.rollcall.scim.dialect;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.path.AttributeNames;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Attributes of an extension that no schema here describes. Entra sends an administrator's custom
/// attributes so and announces their URN nowhere. They are kept as sent, under the URN, and no
/// filter finds them.
///
/// Wrong: `{"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:Berth:2.0:User:slot",
/// "value": "7"}` while no such schema is registered
///
/// Right: the same, after the schema was registered
///
/// Switch: [Leniency#ignoreUnknownAttributes].
public final class OpenExtension {
  private static final String OURS = "urn:ietf:params:scim:schemas:core:";
  private static final String MESSAGES = "urn:ietf:params:scim:api:";

  private OpenExtension() {}

  /// Says whether a path that no schema knows points into an extension that nobody described.
  public static boolean isIn(ResourceTypeDefinition type, AttributePath path) {
    String urn = path.schemaUrn();
    if (urn == null || path.subAttribute() != null || !AttributeNames.isQualified(urn)) {
      return false;
    }
    String lower = urn.toLowerCase(Locale.ROOT);
    boolean known =
        type.schema().urn().equalsIgnoreCase(urn)
            || type.extensions().stream().anyMatch(it -> it.schema().urn().equalsIgnoreCase(urn));
    return !known && !lower.startsWith(OURS) && !lower.startsWith(MESSAGES);
  }

  /// Returns the resource with one attribute of such an extension set, or removed where the value
  /// is unassigned. A path may also be the URN of the whole extension: then it ends where a member
  /// of the resource has its name, or where an object is set; any other value is none for it.
  public static JsonObject set(JsonObject resource, AttributePath path, Json value) {
    String whole = spelling(resource, path.toString());
    Json before = resource.get(whole);
    if (value instanceof JsonObject || (before != null && value.isUnassigned())) {
      return put(resource, whole, merged(before, value));
    }
    if (before != null || path.attribute().isEmpty()) {
      return resource;
    }
    String urn = spelling(resource, String.valueOf(path.schemaUrn()));
    JsonObject extension = resource.get(urn) instanceof JsonObject it ? it : JsonObject.EMPTY;
    return put(resource, urn, put(extension, spelling(extension, path.attribute()), value));
  }

  private static Json merged(@Nullable Json before, Json value) {
    if (!(value instanceof JsonObject change)) {
      return JsonNull.NULL;
    }
    JsonObject after = before instanceof JsonObject it ? it : JsonObject.EMPTY;
    for (var member : change.members().entrySet()) {
      after = put(after, spelling(after, member.getKey()), member.getValue());
    }
    return after;
  }

  /// The spelling that is there already, in any letter case, or the given one.
  private static String spelling(JsonObject object, String name) {
    return object.members().keySet().stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .orElse(name);
  }

  private static JsonObject put(JsonObject object, String name, Json given) {
    Json value = EmptyText.toNull(given);
    return value.isUnassigned() ? object.without(name) : object.with(name, value);
  }
}
