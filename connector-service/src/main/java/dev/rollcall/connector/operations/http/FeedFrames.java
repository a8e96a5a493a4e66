package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.feed.Entry;
import dev.rollcall.connector.feed.Feeds.Shown;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;

/// How entries of a feed look on the wire: in a page, and as server-sent events (HTML Standard,
/// section 9.2).
final class FeedFrames {
  static final String LAST_EVENT_ID = "Last-Event-ID";

  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final String EVENT_STREAM = MediaType.TEXT_EVENT_STREAM_VALUE;

  /// After how long a client that was cut off comes back.
  private static final String RETRY = "retry: 2000\n\n";

  private static final String STILL_HERE = ": nothing new\n\n";

  private FeedFrames() {}

  /// Says whether events are wanted and not a page.
  static boolean areWanted(ServerRequest request) {
    String accepted = request.headers().firstHeader(HttpHeaders.ACCEPT);
    return accepted != null && accepted.contains(EVENT_STREAM);
  }

  static JsonObject page(Shown shown) {
    var entries = new ArrayList<Json>();
    for (Entry entry : shown.page().entries()) {
      entries.add(entry(shown, entry));
    }
    return JsonObject.builder()
        .put("entries", new JsonArray(entries))
        .put("next", shown.cursor(shown.page().next()))
        .put("caughtUp", shown.page().caughtUp())
        .build();
  }

  /// Returns events as bytes. At most one page is read ahead of what was written.
  static Flux<byte[]> of(Flux<Shown> pages) {
    return Flux.just(RETRY)
        .concatWith(pages.concatMapIterable(FeedFrames::frames, 1))
        .map(frame -> frame.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> frames(Shown shown) {
    if (shown.page().entries().isEmpty()) {
      return List.of(shown.ended() ? caughtUp(shown) : STILL_HERE);
    }
    var frames = new ArrayList<String>();
    for (Entry entry : shown.page().entries()) {
      // JSON text has no line break of its own.
      frames.add(
          "id: %s\nevent: %s\ndata: %s\n\n"
              .formatted(
                  shown.cursor(entry.place()), entry.type(), JSON.writeText(entry(shown, entry))));
    }
    return frames;
  }

  /// The present state has ended, and only this cursor acknowledges it.
  private static String caughtUp(Shown shown) {
    String cursor = shown.cursor(shown.page().next());
    JsonObject data = JsonObject.of("cursor", new JsonString(cursor));
    return "id: %s\nevent: caught_up\ndata: %s\n\n".formatted(cursor, JSON.writeText(data));
  }

  private static JsonObject entry(Shown shown, Entry entry) {
    var json =
        JsonObject.builder().put("cursor", shown.cursor(entry.place())).put("type", entry.type());
    if (entry.appendedAt() == null) {
      json.put("present", true);
    } else {
      json.put("timestamp", entry.appendedAt().toString());
    }
    return json.put("data", entry.data()).build();
  }
}
