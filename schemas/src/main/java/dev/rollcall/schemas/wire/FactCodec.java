package dev.rollcall.schemas.wire;

import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.List;

/// Facts to JSON and back, under their logical names.
public final class FactCodec {
  private static final String CREATED = "resource.created";
  private static final String CHANGED = "resource.changed";
  private static final String DEACTIVATED = "resource.deactivated";
  private static final String REACTIVATED = "resource.reactivated";
  private static final String DELETED = "resource.deleted";
  private static final String MEMBERS_ADDED = "members.added";
  private static final String MEMBERS_REMOVED = "members.removed";

  private FactCodec() {}

  /// Returns the logical name of a fact, such as `resource.deactivated`.
  public static String nameOf(Fact fact) {
    return switch (fact) {
      case ResourceCreated _ -> CREATED;
      case ResourceChanged _ -> CHANGED;
      case ResourceDeactivated _ -> DEACTIVATED;
      case ResourceReactivated _ -> REACTIVATED;
      case ResourceDeleted _ -> DELETED;
      case MembersAdded _ -> MEMBERS_ADDED;
      case MembersRemoved _ -> MEMBERS_REMOVED;
    };
  }

  /// Returns a fact as JSON: `fact`, `resourceType`, `id`, `version` and what else it has.
  public static JsonObject toJson(Fact fact) {
    var json =
        JsonObject.builder()
            .put("fact", nameOf(fact))
            .put("resourceType", fact.resource().type())
            .put("id", fact.resource().id().value())
            .put("version", fact.version());
    return switch (fact) {
      case ResourceCreated it -> state(json, it.document(), it.keys());
      case ResourceChanged it -> state(json, it.document(), it.keys());
      case ResourceDeactivated it -> state(json, it.document(), it.keys());
      case ResourceReactivated it -> state(json, it.document(), it.keys());
      case ResourceDeleted _ -> json.build();
      case MembersAdded it -> json.put("members", members(it.members())).build();
      case MembersRemoved it -> json.put("members", ids(it.members())).build();
    };
  }

  /// Reads a fact.
  ///
  /// @throws UnreadableRecordException where this version does not know it
  public static Fact fromJson(JsonObject json) {
    var resource =
        new ResourceRef(Fields.text(json, "resourceType"), new ResourceId(Fields.text(json, "id")));
    long version = Fields.number(json, "version");
    String name = Fields.text(json, "fact");
    return switch (name) {
      case CREATED -> new ResourceCreated(resource, version, document(json), keys(json));
      case CHANGED -> new ResourceChanged(resource, version, document(json), keys(json));
      case DEACTIVATED -> new ResourceDeactivated(resource, version, document(json), keys(json));
      case REACTIVATED -> new ResourceReactivated(resource, version, document(json), keys(json));
      case DELETED -> new ResourceDeleted(resource, version);
      case MEMBERS_ADDED ->
          new MembersAdded(resource, version, Fields.list(json, "members", FactCodec::member));
      case MEMBERS_REMOVED ->
          new MembersRemoved(
              resource,
              version,
              Fields.list(json, "members", id -> new ResourceId(Fields.string(id))));
      default -> throw new UnreadableRecordException("Unknown fact");
    };
  }

  private static JsonObject state(
      JsonObject.Builder json, JsonObject document, List<TakenKey> keys) {
    var taken = new ArrayList<Json>();
    for (TakenKey key : keys) {
      taken.add(
          JsonObject.builder().put("attribute", key.attribute()).put("value", key.value()).build());
    }
    return json.put("document", document).put("keys", new JsonArray(taken)).build();
  }

  private static JsonObject document(JsonObject json) {
    return Fields.object(json, "document");
  }

  private static List<TakenKey> keys(JsonObject json) {
    return Fields.list(
        json,
        "keys",
        key ->
            new TakenKey(
                Fields.text(Fields.asObject(key), "attribute"),
                Fields.text(Fields.asObject(key), "value")));
  }

  private static JsonArray members(List<Member> members) {
    var elements = new ArrayList<Json>();
    for (Member member : members) {
      elements.add(
          JsonObject.builder().put("id", member.id().value()).put("type", member.type()).build());
    }
    return new JsonArray(elements);
  }

  private static Member member(Json json) {
    JsonObject member = Fields.asObject(json);
    return new Member(new ResourceId(Fields.text(member, "id")), Fields.text(member, "type"));
  }

  private static JsonArray ids(List<ResourceId> ids) {
    var elements = new ArrayList<Json>();
    ids.forEach(id -> elements.add(new JsonString(id.value())));
    return new JsonArray(elements);
  }
}
