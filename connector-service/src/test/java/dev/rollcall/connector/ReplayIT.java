package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sending again, and the first fill of a target, through real Kafka, PostgreSQL and HTTP.
class ReplayIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final JsonString PRESENT = new JsonString("present");

  private final DecisionFeed feed = DecisionFeed.shared();
  private final String tenant = "replay-" + TENANTS.incrementAndGet();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
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

  @Test
  void a_replay_that_trusts_the_target_sends_nothing_and_one_that_does_not_repairs_it() {
    start(scim());
    people(5);
    it().awaitApplied(tenant);
    drift("p1");
    int before = server.requests().size();

    awaitDone(replay(JsonObject.of("from", PRESENT)));
    assertThat(server.requests()).hasSize(before);

    awaitDone(replay(JsonObject.builder().put("from", "present").put("distrust", true).build()));
    assertThat(directory.user("p1").orElseThrow().text("title")).contains("Title");
    assertThat(methods(before)).containsOnly("GET", "PATCH").containsOnlyOnce("PATCH");
  }

  @Test
  void one_resource_is_repaired_alone() {
    start(scim());
    people(3);
    it().awaitApplied(tenant);
    drift("p1");
    drift("p2");
    awaitDone(
        replay(
            JsonObject.builder()
                .put("from", JsonObject.of("resourceId", new JsonString("u1")))
                .put("distrust", true)
                .build()));
    assertThat(directory.user("p1").orElseThrow().text("title")).contains("Title");
    assertThat(directory.user("p2").orElseThrow().text("title")).contains("Drifted");
  }

  @Test
  void a_dry_run_counts_and_does_nothing() {
    start(scim().toBuilder().put("paused", true).build());
    people(3);
    feed.publish(tenant, Facts.deleted(Facts.user("u2"), 2));
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> {
          JsonObject counts =
              it().post(
                      path("/replay"),
                      JsonObject.builder().put("from", "present").put("dryRun", true).build())
                  .body();
          assertThat(counts.get("creates")).isEqualTo(JsonNumber.of(2));
          assertThat(counts.get("resources")).isEqualTo(JsonNumber.of(3));
          assertThat(counts.get("deletions")).isEqualTo(JsonNumber.of(0));
          assertThat(((JsonArray) Objects.requireNonNull(counts.get("sample"))).elements())
              .hasSize(2);
        });
    assertThat(server.requests()).isEmpty();
    assertThat(it().get(path("/replays")).body().get("replays")).isEqualTo(JsonArray.EMPTY);
  }

  @Test
  void a_replay_keeps_its_rate_and_is_paused_resumed_and_cancelled() {
    start(scim());
    people(20);
    it().awaitApplied(tenant);
    JsonObject slow =
        JsonObject.builder()
            .put("from", "present")
            .put("distrust", true)
            .put("ratePerSecond", 2)
            .build();
    String id = replay(slow);
    assertThat(it().post(path("/replay"), slow).status()).isEqualTo(409);
    await().atMost(Connector.PATIENCE).until(() -> number(progress(id), "done") >= 2);
    assertThat(change(id, "pause").status()).isEqualTo(202);
    it().awaitApplied(tenant);
    long paused = number(progress(id), "done");
    assertThat(paused).isLessThan(20);
    await()
        .pollDelay(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(3))
        .until(() -> number(progress(id), "done") == paused);
    assertThat(change(id, "resume").status()).isEqualTo(202);
    await().atMost(Connector.PATIENCE).until(() -> number(progress(id), "done") > paused);
    assertThat(change(id, "cancel").status()).isEqualTo(202);
    assertThat(change(id, "resume").status()).isEqualTo(409);
    it().awaitApplied(tenant);
    assertThat(progress(id).text("state")).contains("cancelled");
  }

  @Test
  void a_replay_that_would_take_many_away_waits_for_a_person() {
    start(scim());
    people(4);
    it().awaitApplied(tenant);
    // As if deletions had been lost on the way.
    Rows.execute(
        it().database(), "UPDATE connector.resource SET document = NULL WHERE id IN ('u1', 'u2')");
    String id = replay(JsonObject.of("from", PRESENT));
    await().atMost(Connector.PATIENCE).until(() -> it().keys(tenant, id(), "held").size() == 2);
    await().atMost(Connector.PATIENCE).until(() -> "done".equals(state(id)));
    assertThat(directory.all("/Users")).hasSize(4);
    assertThat(number(progress(id), "held")).isEqualTo(2);
  }

  @Test
  void a_webhook_gets_its_events_again_in_their_order_with_the_same_ids() {
    var hooks = new FakeServer(_ -> Response.of(204));
    try {
      start(TargetEntries.webhook(id(), tenant, hooks.url()));
      feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
      long second = feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, Facts.person("eve")));
      feed.publish(tenant, Facts.deleted(Facts.user("u1"), 3));
      feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("kim")));
      it().awaitApplied(tenant);
      List<FakeServer.Request> first = hooks.requests();
      assertThat(first).hasSize(4);

      List<FakeServer.Request> later =
          first.stream()
              .filter(request ->
                  !request.body().contains("\"u1\"") || !request.body().contains("user.created"))
              .toList();

      String id = replay(JsonObject.of("from", JsonObject.of("seq", JsonNumber.of(second))));
      awaitDone(id);

      List<FakeServer.Request> again = hooks.requests().subList(4, hooks.requests().size());
      assertThat(again).hasSize(3);
      assertThat(again)
          .allSatisfy(request -> assertThat(request.json().text("replayId")).contains(id));
      assertThat(ids(again)).containsExactlyInAnyOrderElementsOf(ids(later));
      assertThat(again.stream().filter(it -> it.body().contains("\"u1\"")))
          .extracting(it -> it.json().text("type").orElseThrow())
          .containsExactly("user.updated", "user.deleted");

      String present = replay(JsonObject.of("from", PRESENT));
      awaitDone(present);
      assertThat(hooks.requests()).hasSize(8);
      assertThat(hooks.requests().getLast().json().text("type")).contains("user.created");
      assertThat(hooks.requests().getLast().json().text("replayId")).contains(present);
    } finally {
      hooks.close();
    }
  }

  @Test
  void a_new_target_misses_nothing_of_what_happens_while_it_is_filled() throws Exception {
    start(scim());
    people(30);
    it().awaitApplied(tenant);
    var other = new ScimDirectory();
    var late = new FakeServer(other);
    var writing = new AtomicBoolean(true);
    var written = new AtomicInteger();
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              while (writing.get()) {
                int number = written.getAndIncrement();
                feed.publish(
                    tenant, Facts.created(Facts.user("w" + number), Facts.person("w" + number)));
                feed.publish(
                    tenant,
                    Facts.changed(
                        Facts.user("u" + number % 30),
                        2 + number,
                        titled("p" + number % 30, "T" + number)));
              }
            });
    try {
      it().targets(List.of(scim(), TargetEntries.scim("late-" + tenant, tenant, late.url())));
      await().atMost(Connector.PATIENCE).until(() -> other.all("/Users").size() > 40);
      writing.set(false);
      writer.join();
      it().awaitApplied(tenant);
      assertThat(other.all("/Users")).hasSize(30 + written.get());
      for (int index = 0; index < 30; index++) {
        assertThat(other.user("p" + index).orElseThrow().text("title"))
            .isEqualTo(directory.user("p" + index).orElseThrow().text("title"));
      }
    } finally {
      writing.set(false);
      late.close();
    }
  }

  @Test
  void what_was_begun_twice_at_once_runs_once_and_everybody_sees_who_asked() {
    start(scim());
    people(3);
    it().awaitApplied(tenant);
    JsonObject order =
        JsonObject.builder()
            .put("act", "replay.begin")
            .put("from", "present")
            .put("ratePerSecond", 1)
            .put("reason", "a doubt")
            .build();
    String first = acts().record(order);
    String second = acts().record(order);

    assertThat(acts().ended(first).text("state")).contains("done");
    JsonObject refused = acts().ended(second);
    assertThat(refused.text("state")).contains("refused");
    assertThat(refused.text("detail"))
        .contains("Replay " + first + " is under way at this target.");
    assertThat(progress(second).text("state")).contains("refused");
    await().atMost(Connector.PATIENCE).until(() -> number(progress(first), "total") == 3);
    assertThat(progress(first).text("begunBy")).contains("an-administrator");
    assertThat(progress(first).text("requestId")).isEqualTo(requestOf(first));
    assertThat(change(first, "cancel").status()).isEqualTo(202);
    assertThat(state(first)).isEqualTo("cancelled");
  }

  private Optional<String> requestOf(String act) {
    return ((JsonObject)
            Objects.requireNonNull(it().get(path("/acts/" + act)).body().get("request")))
        .text("id");
  }

  private void people(int count) {
    IntStream.range(0, count)
        .forEach(index ->
            feed.publish(
                tenant, Facts.created(Facts.user("u" + index), titled("p" + index, "Title"))));
  }

  private static JsonObject titled(String userName, String title) {
    return Facts.person(userName).toBuilder().put("title", title).build();
  }

  private void drift(String userName) {
    JsonObject user = directory.user(userName).orElseThrow();
    directory.change(
        "/Users", user.text("id").orElseThrow(), user.with("title", new JsonString("Drifted")));
  }

  private String replay(JsonObject order) {
    return acts().replay(order);
  }

  private Connector.Answer change(String id, String change) {
    return acts().post("/replays/" + id, JsonObject.of("change", new JsonString(change)));
  }

  private ActFeed acts() {
    return new ActFeed(it(), tenant, id());
  }

  private JsonObject progress(String id) {
    return it().get(path("/replays/" + id)).body();
  }

  private String state(String id) {
    return progress(id).text("state").orElseThrow();
  }

  private void awaitDone(String id) {
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> {
          JsonObject progress = progress(id);
          assertThat(progress.text("state")).contains("done");
          assertThat(progress.get("left")).isEqualTo(JsonNumber.of(0));
        });
  }

  private static long number(JsonObject object, String name) {
    return ((JsonNumber) Objects.requireNonNull(object.get(name))).value().longValueExact();
  }

  private static List<String> ids(List<FakeServer.Request> requests) {
    return requests.stream()
        .map(request -> Objects.requireNonNull(request.headers().get("webhook-id")))
        .toList();
  }

  private List<String> methods(int from) {
    List<FakeServer.Request> all = server.requests();
    return all.subList(from, all.size()).stream().map(FakeServer.Request::method).toList();
  }

  private String path(String more) {
    return "/internal/v1/" + tenant + "/targets/" + id() + more;
  }

  private String id() {
    return "crm-" + tenant;
  }

  private JsonObject scim() {
    return TargetEntries.scim(id(), tenant, server.url());
  }

  private void start(JsonObject target) {
    connector = Connector.start(Objects.requireNonNull(folder), List.of(target));
  }

  private Connector it() {
    return Objects.requireNonNull(connector);
  }
}
