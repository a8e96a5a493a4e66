package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.stream.IntStream;

/// A target that something is sent to again.
abstract class ReplayCase extends OneTargetCase {
  static final JsonString PRESENT = new JsonString("present");

  ReplayCase() {
    super("replay");
  }

  void people(int count) {
    IntStream.range(0, count)
        .forEach(index ->
            feed.publish(
                tenant, Facts.created(Facts.user("u" + index), titled("p" + index, "Title"))));
  }

  static JsonObject titled(String userName, String title) {
    return Facts.person(userName).toBuilder().put("title", title).build();
  }

  void drift(String userName) {
    JsonObject user = directory.user(userName).orElseThrow();
    directory.change(
        "/Users", user.text("id").orElseThrow(), user.with("title", new JsonString("Drifted")));
  }

  String replay(JsonObject order) {
    return acts().replay(order);
  }

  Connector.Answer change(String id, String change) {
    return acts().post("/replays/" + id, JsonObject.of("change", new JsonString(change)));
  }

  ActFeed acts() {
    return new ActFeed(it(), tenant, id());
  }

  JsonObject progress(String id) {
    return it().get(path("/replays/" + id)).body();
  }

  String state(String id) {
    return progress(id).text("state").orElseThrow();
  }

  void awaitDone(String id) {
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> {
          JsonObject progress = progress(id);
          assertThat(progress.text("state")).contains("done");
          assertThat(progress.get("left")).isEqualTo(JsonNumber.of(0));
        });
  }

  List<String> methods(int from) {
    List<FakeServer.Request> all = server.requests();
    return all.subList(from, all.size()).stream().map(FakeServer.Request::method).toList();
  }
}
