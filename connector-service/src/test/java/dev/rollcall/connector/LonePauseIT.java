package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.connector.delivery.core.Judgement;
import dev.rollcall.schemas.json.JsonNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// An app that falls over one person, and each time asks everybody to stay away.
class LonePauseIT extends OneTargetCase {
  private static final Map<String, String> IN_A_SECOND = Map.of("Retry-After", "1");

  /// Clocks and queues of two processes lie between.
  private static final Duration RETRY_AFTER_SEEN = Duration.ofMillis(900);

  LonePauseIT() {
    super("lone");
  }

  @Test
  void that_person_is_parked_and_everybody_else_comes_into_step() {
    List<Instant> said = new CopyOnWriteArrayList<>();
    List<Instant> after = new CopyOnWriteArrayList<>();
    server.mood(request -> {
      if (isPoison(request)) {
        said.add(Instant.now());
        return new Mood.Says(new Response(503, IN_A_SECOND, ""));
      }
      if (said.size() > after.size()) {
        after.add(Instant.now());
      }
      return new Mood.Honest();
    });
    // One at a time, so that no call is under way when a pause begins.
    start(scim().with("maxInFlight", JsonNumber.of(1)));
    create("poison");
    var others = new AtomicInteger();

    await()
        .atMost(Connector.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> {
          create("other-" + others.incrementAndGet());
          return !it().keys(tenant, id(), "parked").isEmpty();
        });

    assertThat(said).hasSize(Judgement.LONE_PAUSES_MAX);
    await().atMost(Connector.PATIENCE).until(() -> directory.all("/Users").size() == others.get());
    assertThat(said).hasSize(Judgement.LONE_PAUSES_MAX);
    assertThat(after).hasSameSizeAs(said);
    for (int pause = 0; pause < said.size(); pause++) {
      assertThat(Duration.between(said.get(pause), after.get(pause)))
          .isGreaterThan(RETRY_AFTER_SEEN);
    }
  }

  @Test
  void what_was_counted_is_known_behind_a_restart() {
    var said = new AtomicInteger();
    server.mood(request ->
        isPoison(request) && said.incrementAndGet() > 0
            ? new Mood.Says(new Response(503, IN_A_SECOND, ""))
            : new Mood.Honest());
    start(scim().with("maxInFlight", JsonNumber.of(1)));
    create("poison");
    var others = new AtomicInteger();
    serveOthersUntil(others, () -> said.get() >= Judgement.LONE_PAUSES_MAX - 2);

    it().stop();
    it().start();
    serveOthersUntil(others, () -> !it().keys(tenant, id(), "parked").isEmpty());

    // One that was under way at the stop may not have been noted.
    assertThat(said.get()).isLessThanOrEqualTo(Judgement.LONE_PAUSES_MAX + 1);
    await().atMost(Connector.PATIENCE).until(() -> directory.all("/Users").size() == others.get());
  }

  private void serveOthersUntil(AtomicInteger others, Callable<Boolean> isSo) {
    await()
        .atMost(Connector.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> {
          create("other-" + others.incrementAndGet());
          return isSo.call();
        });
  }

  private static boolean isPoison(Request request) {
    return request.method().equals("POST") && request.body().contains("poison");
  }

  private void create(String name) {
    feed.publish(tenant, Facts.created(Facts.user(name), Facts.person(name)));
  }
}
