package dev.rollcall.connector.target;

import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A fact as the event that targets of strict delivery get (docs/contracts.md section 7).
public final class EventBody {
  private EventBody() {}

  /// Returns the whole event, as a webhook gets it.
  public static JsonObject of(Event event) {
    Fact fact = event.fact();
    return JsonObject.builder()
        .put("type", type(fact))
        .putIfPresent("replayId", event.replayId())
        .put("timestamp", event.recordedAt().toString())
        .put("data", data(fact))
        .build();
  }

  /// Returns the name of what happened, such as `user.created`.
  public static String type(Fact fact) {
    String what =
        switch (fact) {
          case ResourceCreated _ -> "created";
          case ResourceChanged _ -> "updated";
          case ResourceDeactivated _ -> "deactivated";
          case ResourceReactivated _ -> "reactivated";
          case ResourceDeleted _ -> "deleted";
          case MembersAdded _ -> "members_added";
          case MembersRemoved _ -> "members_removed";
        };
    return fact.resource().type().toLowerCase(Locale.ROOT) + "." + what;
  }

  /// Returns what the event tells.
  public static JsonObject data(Fact fact) {
    return switch (fact) {
      case ResourceCreated it -> resource(fact, it.document());
      case ResourceChanged it -> resource(fact, it.document());
      case ResourceDeactivated it -> resource(fact, it.document());
      case ResourceReactivated it -> resource(fact, it.document());
      case ResourceDeleted _ -> resource(fact, JsonObject.EMPTY);
      case MembersAdded it ->
          members(
              fact,
              it.members().stream()
                  .map(member ->
                      JsonObject.builder()
                          .put("value", member.id().value())
                          .put("type", member.type())
                          .build())
                  .toList());
      case MembersRemoved it ->
          members(
              fact,
              it.members().stream()
                  .map(id -> JsonObject.builder().put("value", id.value()).build())
                  .toList());
    };
  }

  private static JsonObject resource(Fact fact, JsonObject document) {
    return JsonObject.builder()
        .putAll(document.members())
        .put("id", fact.resource().id().value())
        .put("meta", meta(fact))
        .build();
  }

  private static JsonObject members(Fact fact, List<JsonObject> members) {
    return JsonObject.builder()
        .put("id", fact.resource().id().value())
        .put("members", new JsonArray(new ArrayList<Json>(members)))
        .put("meta", meta(fact))
        .build();
  }

  private static JsonObject meta(Fact fact) {
    return JsonObject.builder()
        .put("resourceType", fact.resource().type())
        .put("version", "W/\"" + fact.version() + "\"")
        .build();
  }
}
