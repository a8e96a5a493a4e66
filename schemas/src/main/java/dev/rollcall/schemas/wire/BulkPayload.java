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
import java.util.List;
import java.util.Objects;

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

  private static JsonObject part(BulkPart part) {
    return JsonObject.builder()
        .put("first", part.first().value())
        .put("number", part.number())
        .put("of", part.of())
        .put("from", part.from())
        .put("refusedBefore", part.refusedBefore())
        .put("content", part.content())
        .put("repeats", JsonArray.ofStrings(part.repeats().stream().map(RequestId::value).toList()))
        .build();
  }

  private static BulkPart part(JsonObject part) {
    return new BulkPart(
        new RequestId(Fields.text(part, "first")),
        Fields.count(part, "number"),
        Fields.count(part, "of"),
        Fields.count(part, "from"),
        Fields.count(part, "refusedBefore"),
        // Parts of the first trial say neither.
        Objects.requireNonNullElse(Fields.optionalText(part, "content"), ""),
        part.get("repeats") == null
            ? List.of()
            : Fields.list(part, "repeats", Fields::string).stream().map(RequestId::new).toList());
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
