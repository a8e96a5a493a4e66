package dev.rollcall.schemas.wire;

import dev.rollcall.schemas.event.BulkPart;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The payload of a `bulk` record.
final class BulkPayload {
  private BulkPayload() {}

  static JsonObject toJson(Bulk bulk) {
    var operations = new ArrayList<Json>(bulk.operations().size());
    for (BulkOperation operation : bulk.operations()) {
      ResourceId newId = operation.newId();
      operations.add(
          JsonObject.builder()
              .put("method", operation.method())
              .put("path", operation.path())
              .putIfPresent("bulkId", operation.bulkId())
              .putIfPresent("version", operation.version())
              .putIfPresent("id", newId == null ? null : newId.value())
              .put("data", operation.data())
              .build());
    }
    var payload =
        JsonObject.builder()
            .put("failOnErrors", bulk.failOnErrors())
            .put("operations", new JsonArray(operations));
    BulkPart part = bulk.part();
    return part == null ? payload.build() : payload.put("part", part(part)).build();
  }

  /// In the order of the names, so that the same part has the same bytes always.
  private static JsonObject part(BulkPart part) {
    var earlier = new ArrayList<Json>(part.earlier().size());
    new TreeMap<>(part.earlier())
        .forEach((bulkId, id) ->
            earlier.add(JsonObject.builder().put("bulkId", bulkId).put("id", id.value()).build()));
    return JsonObject.builder()
        .put("first", part.first().value())
        .put("number", part.number())
        .put("of", part.of())
        .put("from", part.from())
        .put("refusedBefore", part.refusedBefore())
        .put("earlier", new JsonArray(earlier))
        .put("failed", JsonArray.ofStrings(new TreeSet<>(part.failed())))
        .build();
  }

  private static BulkPart part(JsonObject part) {
    var earlier = new HashMap<String, ResourceId>();
    for (JsonObject each : Fields.list(part, "earlier", Fields::asObject)) {
      earlier.put(Fields.text(each, "bulkId"), new ResourceId(Fields.text(each, "id")));
    }
    return new BulkPart(
        new RequestId(Fields.text(part, "first")),
        Fields.count(part, "number"),
        Fields.count(part, "of"),
        Fields.count(part, "from"),
        Fields.count(part, "refusedBefore"),
        earlier,
        Set.copyOf(Fields.list(part, "failed", Fields::string)));
  }

  static Bulk fromJson(JsonObject payload) {
    return new Bulk(
        Fields.count(payload, "failOnErrors"),
        Fields.list(payload, "operations", element -> operation(Fields.asObject(element))),
        payload.get("part") == null ? null : part(Fields.object(payload, "part")));
  }

  private static BulkOperation operation(JsonObject json) {
    return new BulkOperation(
        Fields.text(json, "method"),
        Fields.text(json, "path"),
        Fields.optionalText(json, "bulkId"),
        Fields.optionalText(json, "version"),
        Fields.object(json, "data"),
        json.text("id").map(ResourceId::new).orElse(null));
  }
}
