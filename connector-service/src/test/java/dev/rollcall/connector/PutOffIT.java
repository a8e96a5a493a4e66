package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// A pause that begins while one resource is in the middle of several calls.
class PutOffIT extends OneTargetCase {
  private final AtomicBoolean lost = new AtomicBoolean();
  private final AtomicBoolean asked = new AtomicBoolean();
  private final CountDownLatch paused = new CountDownLatch(1);

  PutOffIT() {
    super("put-off");
  }

  /// The create of `ada` is lost, so that she is searched for, by two attributes. While the first
  /// search is under way, the target asks for a pause by what it is asked for `grace`.
  @Test
  void the_second_search_is_made_behind_the_pause_and_nothing_has_failed() throws Exception {
    server.mood(this::mood);
    start(scim());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    await().atMost(Connector.PATIENCE).until(() -> !searches().isEmpty());
    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("grace")));
    await().atMost(Connector.PATIENCE).until(() -> status().get("pause") != null);
    paused.countDown();

    await().atMost(Connector.PATIENCE).until(() -> waits("u1") && waits("u2"));
    assertThat(searches()).hasSize(1);
    assertThat(it().keys(tenant, id(), "failing")).isEmpty();
    var acts = new ActFeed(it(), tenant, id());
    acts.ended(
        acts.publish(
            JsonObject.builder().put("act", "resume").put("reason", "they said so").build()));
    it().awaitApplied(tenant);
    assertThat(directory.all("/Users")).hasSize(2);
    assertThat(searches().getLast()).contains("userName");
  }

  private Mood mood(Request request) {
    if (request.body().contains("grace") && asked.compareAndSet(false, true)) {
      return new Mood.Says(new Response(429, Map.of("Retry-After", "600"), ""));
    }
    if (request.method().equals("POST")
        && request.body().contains("ada")
        && lost.compareAndSet(false, true)) {
      return new Mood.Says(Response.of(500));
    }
    if (isSearch(request)) {
      hold();
    }
    return new Mood.Honest();
  }

  private void hold() {
    try {
      paused.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean waits(String resource) {
    return it().keys(tenant, id(), "waiting").stream()
        .anyMatch(key -> key.text("resourceId").filter(resource::equals).isPresent());
  }

  private List<String> searches() {
    return server.requests().stream().filter(PutOffIT::isSearch).map(Request::query).toList();
  }

  private static boolean isSearch(Request request) {
    return request.method().equals("GET") && request.query().startsWith("filter=");
  }

  private JsonObject status() {
    return it().get(path("")).body();
  }
}
