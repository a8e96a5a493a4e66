package dev.rollcall.e2e.random;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.Set;

/// How the model shows a resource. Addresses start behind the base URL, and times are left out.
record Showing(Model model) {

  JsonObject of(Model.Kept kept) {
    Thing thing = kept.thing();
    var shown = thing.body().toBuilder().put("id", kept.id());
    if (thing.group && !thing.members.isEmpty()) {
      shown.put("members", members(thing));
    }
    if (!thing.group) {
      Set<String> all = model.above(kept.id(), false);
      if (!all.isEmpty()) {
        shown.put("groups", groups(all, model.above(kept.id(), true)));
      }
    }
    JsonObject body = shown.build();
    if (body.get(Names.ENTERPRISE) instanceof JsonObject extension
        && thing.texts.containsKey(Names.MANAGER)) {
      body =
          body.with(
              Names.ENTERPRISE, extension.with("manager", manager(thing.text(Names.MANAGER))));
    }
    return body.with("meta", meta(kept));
  }

  private static JsonObject meta(Model.Kept kept) {
    return JsonObject.builder()
        .put("resourceType", kept.thing().group ? "Group" : "User")
        .put("location", address(kept.thing().group, kept.id()))
        .put("version", "W/\"" + kept.version() + "\"")
        .build();
  }

  private JsonArray members(Thing group) {
    var members = new ArrayList<Json>();
    for (String id : group.members) {
      boolean isGroup = model.present(id).thing().group;
      members.add(
          JsonObject.builder()
              .put("value", id)
              .put("$ref", address(isGroup, id))
              .put("type", isGroup ? "Group" : "User")
              .build());
    }
    return new JsonArray(members);
  }

  private JsonArray groups(Set<String> all, Set<String> direct) {
    var groups = new ArrayList<Json>();
    for (String id : all) {
      groups.add(
          JsonObject.builder()
              .put("value", id)
              .put("$ref", address(true, id))
              .put("display", model.present(id).thing().text("displayName"))
              .put("type", direct.contains(id) ? "direct" : "indirect")
              .build());
    }
    return new JsonArray(groups);
  }

  private JsonObject manager(String id) {
    var manager = JsonObject.builder().put("value", id).put("$ref", address(false, id));
    Model.Kept found = model.find(id);
    if (found != null && !found.thing().group && found.thing().texts.containsKey("displayName")) {
      manager.put("displayName", new JsonString(found.thing().text("displayName")));
    }
    return manager.build();
  }

  static String address(boolean group, String id) {
    return (group ? "/Groups/" : "/Users/") + id;
  }
}
