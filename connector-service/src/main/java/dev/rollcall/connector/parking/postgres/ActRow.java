package dev.rollcall.connector.parking.postgres;

import dev.rollcall.connector.parking.core.ActCourse;
import dev.rollcall.connector.parking.core.ActCourse.State;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An act as it is stored.
record ActRow(
    String id,
    String tenant,
    String targetId,
    String kind,
    String requestId,
    JsonObject body,
    ActCourse course) {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  static ActRow of(Readable row) {
    return new ActRow(
        LetterRow.text(row, "id"),
        LetterRow.text(row, "tenant"),
        LetterRow.text(row, "target_id"),
        LetterRow.text(row, "kind"),
        LetterRow.text(row, "request_id"),
        body(row),
        course(row));
  }

  private static JsonObject body(Readable row) {
    return JSON.readObject(LetterRow.text(row, "body").getBytes(StandardCharsets.UTF_8));
  }

  private static ActCourse course(Readable row) {
    return new ActCourse(
        State.of(LetterRow.text(row, "state")),
        LetterRow.number(row, "total"),
        LetterRow.number(row, "done"),
        LetterRow.number(row, "passed"),
        LetterRow.number(row, "taken_back"),
        row.get("says", String.class));
  }

  /// Returns an act as administrators see it.
  static JsonObject shown(Readable row, String base) {
    ActCourse course = course(row);
    String request = LetterRow.text(row, "request_id");
    var json =
        JsonObject.builder()
            .put("id", LetterRow.text(row, "id"))
            .putAll(body(row).members())
            .put("state", course.state().logicalName())
            .put("total", course.total())
            .put("done", course.done())
            .put("notParked", course.passed());
    if (course.takenBack() > 0) {
      json.put("takenBack", course.takenBack());
    }
    return json.putIfPresent("detail", course.says())
        .put(
            "request",
            JsonObject.builder()
                .put("id", request)
                .put("href", base + "/requests/" + request)
                .build())
        .putIfPresent("recordedAt", time(row, "recorded_at"))
        .putIfPresent("startedAt", time(row, "started_at"))
        .putIfPresent("endedAt", time(row, "ended_at"))
        .build();
  }

  private static @Nullable String time(Readable row, String column) {
    Instant time = row.get(column, Instant.class);
    return time == null ? null : time.toString();
  }
}
