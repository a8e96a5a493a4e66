package dev.rollcall.schemas.wire;

import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;

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
    return JsonObject.builder()
        .put("failOnErrors", bulk.failOnErrors())
        .put("operations", new JsonArray(operations))
        .build();
  }

  static Bulk fromJson(JsonObject payload) {
    return new Bulk(
        Math.toIntExact(Fields.number(payload, "failOnErrors")),
        Fields.list(payload, "operations", element -> operation(Fields.asObject(element))));
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
