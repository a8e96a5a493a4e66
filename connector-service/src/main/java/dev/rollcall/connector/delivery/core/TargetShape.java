package dev.rollcall.connector.delivery.core;

import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Urns;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// The standard mapping: the directory's resource as a SCIM target gets it.
///
/// `externalId` is our resource id, since it names the resource for the client that provisions it
/// (RFC 7643 section 3.1), and that client is us: it is unique and never used again, so that a
/// resource found by it is ours. `active` is always said. A manager is named by the target's own
/// id, and left out while the target has no such account.
public final class TargetShape {
  private static final String USER = "User";
  private static final String MANAGER = "manager";

  private TargetShape() {}

  /// Returns the shape of a resource.
  ///
  /// @param managerRemoteId the target's id of the user's manager, or null
  public static JsonObject of(
      ResourceRef resource, JsonObject document, @Nullable String managerRemoteId) {
    var shape = JsonObject.builder();
    document
        .members()
        .forEach((name, value) -> {
          if (!value.isUnassigned()) {
            shape.put(name, value);
          }
        });
    shape.put("externalId", resource.id().value());
    if (resource.type().equals(USER)) {
      shape.put(
          Planner.ACTIVE, JsonBoolean.of(!JsonBoolean.FALSE.equals(document.get(Planner.ACTIVE))));
      manager(shape, document, managerRemoteId);
    }
    return withSchemas(shape.build());
  }

  private static void manager(
      JsonObject.Builder shape, JsonObject document, @Nullable String managerRemoteId) {
    if (!(document.get(Urns.ENTERPRISE_USER) instanceof JsonObject extension)
        || extension.get(MANAGER) == null) {
      return;
    }
    JsonObject mapped =
        managerRemoteId == null
            ? extension.without(MANAGER)
            : extension.with(MANAGER, JsonObject.of("value", new JsonString(managerRemoteId)));
    if (mapped.members().isEmpty()) {
      shape.remove(Urns.ENTERPRISE_USER);
    } else {
      shape.put(Urns.ENTERPRISE_USER, mapped);
    }
  }

  private static JsonObject withSchemas(JsonObject shape) {
    var schemas = new ArrayList<Json>();
    if (shape.get("schemas") instanceof JsonArray(var names)) {
      for (Json name : names) {
        boolean core = name instanceof JsonString(var urn) && isCore(urn);
        if (core || (name instanceof JsonString(var urn) && shape.get(urn) != null)) {
          schemas.add(name);
        }
      }
    }
    return schemas.isEmpty() ? shape : shape.with("schemas", new JsonArray(schemas));
  }

  private static boolean isCore(String urn) {
    return urn.equals(Urns.USER) || urn.equals(Urns.GROUP);
  }
}
