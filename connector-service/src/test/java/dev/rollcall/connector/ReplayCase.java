package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A target that something is sent to again.
abstract class ReplayCase {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  static final JsonString PRESENT = new JsonString("present");

  final DecisionFeed feed = DecisionFeed.shared();
  final String tenant = "replay-" + TENANTS.incrementAndGet();
  final ScimDirectory directory = new ScimDirectory();
  final FakeServer server = new FakeServer(directory);
  private @Nullable Connector connector;
  private @Nullable Path folder;

  @BeforeEach
  void open(@TempDir Path given) {
    folder = given;
  }

  @AfterEach
  void close() {
    it().close();
    server.close();
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

  static long number(JsonObject object, String name) {
    return ((JsonNumber) Objects.requireNonNull(object.get(name))).value().longValueExact();
  }

  List<String> methods(int from) {
    List<FakeServer.Request> all = server.requests();
    return all.subList(from, all.size()).stream().map(FakeServer.Request::method).toList();
  }

  String path(String more) {
    return "/internal/v1/" + tenant + "/targets/" + id() + more;
  }

  String id() {
    return "crm-" + tenant;
  }

  JsonObject scim() {
    return TargetEntries.scim(id(), tenant, server.url());
  }

  void start(JsonObject target) {
    connector = Connector.start(Objects.requireNonNull(folder), List.of(target));
  }

  Connector it() {
    return Objects.requireNonNull(connector);
  }
}
