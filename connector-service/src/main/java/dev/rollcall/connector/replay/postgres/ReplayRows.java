package dev.rollcall.connector.replay.postgres;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rows of replays as those who ask see them.
final class ReplayRows {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private ReplayRows() {}

  /// A replay of resources is done with those that need nothing any more; one of the log, with what
  /// was read of it. Tenants share a partition of the log: how many of its records are the tenant's
  /// own is known of those that were read.
  static JsonObject json(Readable row) {
    boolean ofLog = row.get("log_end", Long.class) != null;
    long total = number(row, "total");
    long left = ofLog ? unread(row) : unfinished(row, total);
    JsonObject.Builder json = JsonObject.builder();
    if (ofLog) {
      json.put("events", number(row, "raised"));
    }
    return json.put("id", Objects.requireNonNull(row.get("id", String.class)))
        .put("state", Objects.requireNonNull(row.get("state", String.class)))
        .put("from", from(row))
        .put("distrust", Boolean.TRUE.equals(row.get("distrust", Boolean.class)))
        .put("unit", ofLog ? "logRecords" : "resources")
        .put("ratePerSecond", number(row, "rate"))
        .put("total", total)
        .put("done", Math.max(0, total - left))
        .put("left", Math.max(0, left))
        .put("held", number(row, "held"))
        .put("parked", number(row, "parked"))
        .putIfPresent("begunAt", time(row, "begun_at"))
        .putIfPresent("begunBy", row.get("begun_by", String.class))
        .putIfPresent("reason", row.get("reason", String.class))
        .putIfPresent("requestId", row.get("request_id", String.class))
        .putIfPresent("endedAt", time(row, "ended_at"))
        .build();
  }

  /// Nothing is counted before the place in the log is found where it begins.
  private static long unread(Readable row) {
    Long offset = row.get("log_offset", Long.class);
    return offset == null ? 0 : number(row, "log_end") - offset;
  }

  private static long unfinished(Readable row, long total) {
    return "cancelled".equals(row.get("state", String.class))
        ? total - number(row, "raised")
        : number(row, "open");
  }

  /// A replay that was recorded and has not begun.
  static JsonObject askedFor(Readable row) {
    byte[] body =
        Objects.requireNonNull(row.get("body", String.class)).getBytes(StandardCharsets.UTF_8);
    return JSON.readObject(body).without("act").without("by").toBuilder()
        .put("id", Objects.requireNonNull(row.get("id", String.class)))
        .put("state", Objects.requireNonNull(row.get("state", String.class)))
        .putIfPresent("detail", row.get("says", String.class))
        .putIfPresent("requestId", row.get("request_id", String.class))
        .putIfPresent("recordedAt", time(row, "recorded_at"))
        .build();
  }

  private static Json from(Readable row) {
    Long seq = row.get("from_seq", Long.class);
    if (seq != null) {
      return JsonObject.of("seq", JsonNumber.of(seq));
    }
    String time = time(row, "from_time");
    if (time != null) {
      return JsonObject.of("time", new JsonString(time));
    }
    String resource = row.get("resource_id", String.class);
    return resource == null
        ? new JsonString("present")
        : JsonObject.of("resourceId", new JsonString(resource));
  }

  static long number(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class));
  }

  private static @Nullable String time(Readable row, String column) {
    Instant time = row.get(column, Instant.class);
    return time == null ? null : time.toString();
  }
}
