package dev.rollcall.ingress.openapi;

import dev.rollcall.schemas.json.JsonObject;
import java.util.List;

/// The paths of feeds, for consumers with the token of one.
final class FeedPaths {
  private static final String FEED = "/delivery/targets/{id}/feed";
  private static final String JSON = "application/json";

  private FeedPaths() {}

  static void into(JsonObject.Builder paths) {
    Operation read =
        new Operation(
                "What an app would be told, in order; with Accept: text/event-stream as"
                    + " server-sent events",
                JSON)
            .shared()
            .query(List.of("after", "from", "limit", "wait"))
            .header("Last-Event-ID")
            .answer(200, "FeedPage")
            .answer(410, "Error");
    paths.put(FEED, OpenApiDocument.withPath("id", JsonObject.builder().put("get", read.build())));
    paths.put(
        FEED + "/ack",
        OpenApiDocument.withPath(
            "id", post("Acknowledge everything up to a cursor", "FeedCursor")));
    paths.put(
        FEED + "/seek",
        OpenApiDocument.withPath("id", post("Go back, or onward, to a cursor", "FeedGoal")));
  }

  private static JsonObject.Builder post(String summary, String body) {
    return JsonObject.builder()
        .put(
            "post",
            new Operation(summary, JSON)
                .body(body)
                .answer(200, "FeedProgress")
                .answer(410, "Error")
                .build());
  }
}
