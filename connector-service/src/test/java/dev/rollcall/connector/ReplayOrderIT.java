package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Events again in their order, the first fill of a target beside what happens meanwhile, and two
/// who begin at once.
class ReplayOrderIT extends ReplayCase {
  @Test
  void a_webhook_gets_its_events_again_in_their_order_with_the_same_ids() {
    var hooks = new FakeServer(_ -> Response.of(204));
    try {
      start(TargetEntries.webhook(id(), tenant, hooks.url()));
      feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
      feed.publish(neighbour(), Facts.created(Facts.user("n1"), Facts.person("nobody")));
      long second = feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, Facts.person("eve")));
      feed.publish(tenant, Facts.deleted(Facts.user("u1"), 3));
      feed.publish(neighbour(), Facts.created(Facts.user("n2"), Facts.person("noone")));
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

      assertThat(progress(id).text("unit")).contains("logRecords");
      assertThat(number(progress(id), "events")).isEqualTo(3);
      assertThat(number(progress(id), "done"))
          .isEqualTo(number(progress(id), "total"))
          .isGreaterThan(3);

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

  /// A tenant whose decisions are in the same partition.
  private String neighbour() {
    return IntStream.iterate(0, number -> number + 1)
        .mapToObj(number -> "neighbour-" + number)
        .filter(name -> DecisionFeed.partitionOf(name) == DecisionFeed.partitionOf(tenant))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(List<FakeServer.Request> requests) {
    return requests.stream()
        .map(request -> Objects.requireNonNull(request.headers().get("webhook-id")))
        .toList();
  }
}
