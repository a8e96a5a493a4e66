package dev.rollcall.e2e.crash.client;

import dev.rollcall.e2e.crash.core.Told;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads what the answer to a bulk request says of each operation (RFC 7644 section 3.7.3).
final class BulkTold {
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private BulkTold() {}

  /// @param requestId of the answer
  static List<Told> of(Bulk bulk, String requestId, JsonObject body) {
    Map<String, JsonObject> answers = new HashMap<>();
    if (body.get("Operations") instanceof JsonArray(var operations)) {
      for (Json each : operations) {
        if (each instanceof JsonObject it) {
          answers.put(it.text("bulkId").orElse(""), it);
        }
      }
    }
    return IntStream.range(0, bulk.operations().size())
        .mapToObj(it -> told(answers.get(bulk.operation(it)), requestId))
        .toList();
  }

  private static Told told(@Nullable JsonObject answer, String requestId) {
    if (answer == null) {
      return new Told.Unknown("left out", requestId, false);
    }
    int status = Integer.parseInt(answer.text("status").orElse("500"));
    if (status >= SERVER_ERROR) {
      return new Told.Unknown(Integer.toString(status), requestId, false);
    }
    if (status >= CLIENT_ERROR) {
      return new Told.Refused(status, requestId);
    }
    String location = answer.text("location").orElse("");
    String version = answer.text("version").orElse("").replaceAll("\\D", "");
    return new Told.Ok(
        status,
        requestId,
        location.substring(location.lastIndexOf('/') + 1),
        version.isEmpty() ? 0 : Long.parseLong(version));
  }
}
