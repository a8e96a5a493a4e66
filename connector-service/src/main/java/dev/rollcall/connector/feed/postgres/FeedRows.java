package dev.rollcall.connector.feed.postgres;

import dev.rollcall.connector.feed.core.Extent;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Rows of feeds to values and back.
final class FeedRows {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private FeedRows() {}

  static Extent extent(Readable row) {
    return new Extent(number(row, "head"), number(row, "acknowledged"), number(row, "pruned"));
  }

  static ResourceRef resource(Readable row) {
    return new ResourceRef(text(row, "resource_type"), new ResourceId(text(row, "resource_id")));
  }

  static JsonObject object(Readable row, String column) {
    return JSON.readObject(text(row, column).getBytes(StandardCharsets.UTF_8));
  }

  static String print(JsonObject object) {
    return JSON.writeText(object);
  }

  static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  static long number(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }
}
