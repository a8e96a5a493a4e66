package dev.rollcall.connector.parking.postgres;

import dev.rollcall.connector.parking.postgres.PostgresLetters.Count;
import dev.rollcall.connector.parking.postgres.PostgresLetters.LetterCursor;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A parked key as administrators see it: metadata and redacted text, nothing of the resource.
record LetterRow(String resourceId, Instant parkedAt, String errorClass, JsonObject json) {

  static LetterRow of(Readable row, String base) {
    String resourceId = text(row, "resource_id");
    Instant parkedAt = Objects.requireNonNull(row.get("last_failed_at", Instant.class));
    String errorClass = Objects.requireNonNullElse(row.get("last_error_class", String.class), "");
    Instant first = row.get("first_failed_at", Instant.class);
    var json =
        JsonObject.builder()
            .put("resourceType", text(row, "resource_type"))
            .put("resourceId", resourceId)
            .put("desiredSeq", number(row, "desired_seq"))
            .put("errorClass", errorClass);
    Integer status = row.get("last_status", Integer.class);
    if (status != null) {
      json.put("status", status);
    }
    json.putIfPresent("error", row.get("last_error", String.class))
        .put("attempts", number(row, "attempt"))
        .putIfPresent("firstFailedAt", first == null ? null : first.toString())
        .put("parkedAt", parkedAt.toString())
        .put("requests", requests(row.get("request_ids", String[].class), base));
    return new LetterRow(resourceId, parkedAt, errorClass, json.build());
  }

  private static JsonArray requests(String @Nullable [] ids, String base) {
    var requests = new ArrayList<Json>();
    for (String id : ids == null ? new String[0] : ids) {
      requests.add(
          JsonObject.builder().put("id", id).put("href", base + "/requests/" + id).build());
    }
    return new JsonArray(requests);
  }

  LetterCursor cursor() {
    return new LetterCursor(parkedAt, resourceId);
  }

  static List<Count> counts(List<LetterRow> rows) {
    var numbers = new TreeMap<String, Long>();
    rows.forEach(row -> numbers.merge(row.errorClass(), 1L, Long::sum));
    return numbers.entrySet().stream().map(it -> new Count(it.getKey(), it.getValue())).toList();
  }

  static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }

  static long number(Readable row, String column) {
    Long number = row.get(column, Long.class);
    return number == null ? 0 : number;
  }
}
