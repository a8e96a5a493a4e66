package dev.rollcall.connector.target.rest;

import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What an app would be sent to have a resource: to create it, and to change it.
record RestPreview(RestConnection connection) {
  /// The app's own id is not known before it is there.
  private static final String ANY = "{remoteId}";

  private static final String ENCODED = "%7BremoteId%7D";

  List<JsonObject> of(ResourceRef resource, JsonObject shape) {
    Map<Verb, Template> verbs = connection.operations().get(resource.type());
    if (verbs == null) {
      return List.of();
    }
    var requests = new RestRequests(connection);
    var all = new ArrayList<JsonObject>();
    for (Verb verb : List.of(Verb.CREATE, Verb.UPDATE)) {
      var input = JsonObject.builder().put("id", resource.id().value()).put("resource", shape);
      if (verb == Verb.UPDATE) {
        input.put("remoteId", ANY).put("before", JsonObject.EMPTY);
      }
      JsonObject shown =
          requests.shown(
              Objects.requireNonNull(verbs.get(verb), "It was asked for when it was read"),
              input.build());
      all.add(
          JsonObject.builder()
              .put("operation", verb.logicalName())
              .putAll(readable(shown).members())
              .build());
    }
    return all;
  }

  private static JsonObject readable(JsonObject shown) {
    return shown
        .text("path")
        .map(path -> shown.toBuilder().put("path", path.replace(ENCODED, ANY)).build())
        .orElse(shown);
  }
}
