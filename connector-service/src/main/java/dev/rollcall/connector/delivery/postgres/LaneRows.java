package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.delivery.core.Barrier;
import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.connector.delivery.core.Hold;
import dev.rollcall.connector.delivery.core.Link;
import dev.rollcall.connector.delivery.core.Link.Intended;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.connector.delivery.core.Link.Unlinked;
import dev.rollcall.connector.delivery.core.Material;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.FactCodec;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows to the core's values and back.
final class LaneRows {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private LaneRows() {}

  static Material material(Readable row) {
    return new Material(
        object(row, "document"),
        Set.of(required(row.get("member_of", String[].class))),
        row.get("manager_remote_id", String.class),
        flag(row, "in_scope"),
        hold(row),
        link(row),
        barriers(row),
        List.of(),
        false);
  }

  private static @Nullable Hold hold(Readable row) {
    String id = row.get("hold_id", String.class);
    return id == null
        ? null
        : new Hold(
            id,
            switch (text(row, "hold_state")) {
              case "held" -> Hold.Status.HELD;
              case "rejected" -> Hold.Status.REJECTED;
              default -> Hold.Status.WEIGHING;
            },
            flag(row, "hold_whole"));
  }

  private static Link link(Readable row) {
    String state = row.get("link_state", String.class);
    if (state == null || state.equals("gone")) {
      return new Unlinked();
    }
    JsonObject shadow = required(object(row, "shadow"));
    return state.equals("intent")
        ? new Intended(shadow, false)
        : new Linked(
            text(row, "remote_id"),
            row.get("remote_etag", String.class),
            shadow,
            flag(row, "unsure"));
  }

  private static List<Barrier> barriers(Readable row) {
    return Arrays.stream(required(row.get("barriers", String[].class)))
        .map(LaneRows::barrier)
        .toList();
  }

  private static Barrier barrier(String stored) {
    String[] parts = stored.split(":", 3);
    return new Barrier(
        Long.parseLong(parts[0]),
        Integer.parseInt(parts[1]),
        parts[2].equals("deactivated") ? Barrier.Kind.DEACTIVATED : Barrier.Kind.REACTIVATED);
  }

  static MemberGap gap(Readable row) {
    String type = row.get("member_type", String.class);
    return new MemberGap(
        text(row, "member_id"),
        type == null ? "" : type,
        number(row, "revision"),
        flag(row, "removal_owed"),
        row.get("remote_member_id", String.class),
        row.get("attempted_remote_id", String.class),
        flag(row, "wanted"),
        row.get("remote_id", String.class),
        flag(row, "refused"));
  }

  static Event event(Readable row) {
    return new Event(
        text(row, "event_id"),
        number(row, "seq"),
        (int) number(row, "ordinal"),
        required(row.get("recorded_at", Instant.class)),
        row.get("request_id", String.class),
        FactCodec.fromJson(required(object(row, "fact"))),
        row.get("replay_id", String.class));
  }

  static @Nullable JsonObject object(Readable row, String column) {
    String text = row.get(column, String.class);
    return text == null ? null : JSON.readObject(text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(Readable row, String column) {
    return required(row.get(column, String.class));
  }

  static long number(Readable row, String column) {
    return required(row.get(column, Long.class));
  }

  static boolean flag(Readable row, String column) {
    return required(row.get(column, Boolean.class));
  }

  static String print(JsonObject object) {
    return JSON.writeText(object);
  }

  static <T> T required(@Nullable T value) {
    return Objects.requireNonNull(value, "A column that is never null is null");
  }
}
