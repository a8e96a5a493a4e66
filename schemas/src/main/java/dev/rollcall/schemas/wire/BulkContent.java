package dev.rollcall.schemas.wire;

import dev.rollcall.schemas.Sha256;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;

/// What a bulk request asks for, without what is made anew for each repeat.
public final class BulkContent {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private BulkContent() {}

  /// The same for two requests that ask for the same, whichever ids were minted for them: a SHA-256
  /// in hex. Of a part it is that of the whole request.
  public static String of(Bulk bulk) {
    return bulk.part() == null
        ? Sha256.hex(
            JSON.write(
                JsonArray.of(
                    new JsonString("Bulk"),
                    new JsonString(Integer.toString(bulk.failOnErrors())),
                    operations(bulk))))
        : bulk.part().content();
  }

  private static JsonArray operations(Bulk bulk) {
    var operations = new ArrayList<Json>(bulk.operations().size());
    for (BulkOperation operation : bulk.operations()) {
      operations.add(
          JsonObject.builder()
              .put("method", operation.method())
              .put("path", operation.path())
              .putIfPresent("bulkId", operation.bulkId())
              .putIfPresent("version", operation.version())
              .put("data", operation.data())
              .build());
    }
    return new JsonArray(operations);
  }
}
