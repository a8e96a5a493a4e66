package dev.rollcall.projection.directory;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Urns;
import dev.rollcall.scim.resource.AttributeSelection;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.Optional;

/// The name of a user's manager, which is the manager's own and computed when it is shown (RFC 7643
/// section 4.3). A manager that is no user of ours has none.
final class Managers {
  private static final String MANAGER = "manager";
  private static final String DISPLAY_NAME = "displayName";

  private Managers() {}

  /// Says whether a selection shows managers' names.
  static boolean areShown(ResourceTypeDefinition type, AttributeSelection selection) {
    if (type.extensions().stream()
        .noneMatch(it -> it.schema().urn().equals(Urns.ENTERPRISE_USER))) {
      return false;
    }
    JsonObject sample = named(JsonObject.of(Urns.ENTERPRISE_USER, inner(JsonObject.EMPTY)), "n");
    return manager(selection.apply(type, sample)).flatMap(it -> it.text(DISPLAY_NAME)).isPresent();
  }

  /// Returns the document with its manager's name.
  static JsonObject named(JsonObject document, String name) {
    JsonObject extension =
        document.get(Urns.ENTERPRISE_USER) instanceof JsonObject it ? it : JsonObject.EMPTY;
    JsonObject manager = manager(document).orElse(JsonObject.EMPTY);
    return document.with(
        Urns.ENTERPRISE_USER,
        extension.with(MANAGER, manager.with(DISPLAY_NAME, new JsonString(name))));
  }

  private static JsonObject inner(Json manager) {
    return JsonObject.of(MANAGER, manager);
  }

  private static Optional<JsonObject> manager(JsonObject document) {
    return document.get(Urns.ENTERPRISE_USER) instanceof JsonObject extension
            && extension.get(MANAGER) instanceof JsonObject manager
        ? Optional.of(manager)
        : Optional.empty();
  }
}
