package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.schemas.json.JsonNumber;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A target that was quick for so long that keys are taken ahead, and then is not.
class TakenAheadIT extends OneTargetCase {
  /// Whoever hangs when the server is honest again is told so after this time only.
  private static final Duration HANGS_MAX = Duration.ofSeconds(20);

  private static final int SLOTS = 2;

  /// Some turns, the second in which a slot may become free, and some more; less than a call.
  private static final Duration GIVEN_BACK = Duration.ofSeconds(6);

  private int people;

  TakenAheadIT() {
    super("ahead");
  }

  @Test
  void what_finds_no_slot_is_given_back() {
    start(
        scim()
            .with("maxInFlight", JsonNumber.of(SLOTS))
            .with("timeoutMillis", JsonNumber.of(HANGS_MAX.toMillis())));
    join(150);
    it().awaitApplied(tenant);

    server.mood(_ -> new Mood.Hangs());
    join(20);
    await().atMost(Connector.PATIENCE).until(() -> working().size() >= SLOTS);

    await()
        .atMost(GIVEN_BACK)
        .untilAsserted(() -> {
          assertThat(working()).hasSize(SLOTS);
          assertThat(it().keys(tenant, id(), "waiting")).hasSize(20 - SLOTS);
        });
    server.honest();
    it().awaitApplied(tenant, HANGS_MAX.plus(Connector.PATIENCE));
    assertThat(directory.all("/Users")).hasSize(people);
  }

  @Test
  void trouble_gives_back_what_was_taken_ahead_at_once() {
    start(scim().with("maxInFlight", JsonNumber.of(SLOTS)));
    join(150);
    it().awaitApplied(tenant);

    server.mood(_ -> new Mood.Says(FakeServer.Response.of(503)));
    join(20);
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> it().target(tenant, id()).text("breaker").orElse("").equals("open"));

    await().atMost(GIVEN_BACK).untilAsserted(() -> assertThat(working()).isEmpty());
    assertThat(it().keys(tenant, id(), "failing").size())
        .as("three open the breaker, and one more may be on its way")
        .isLessThanOrEqualTo(3 + SLOTS);
    server.honest();
    it().awaitApplied(tenant);
    assertThat(directory.all("/Users")).hasSize(people);
  }

  private List<?> working() {
    return it().keys(tenant, id(), "working");
  }

  private void join(int count) {
    for (int i = 0; i < count; i++) {
      String name = "p" + ++people;
      feed.publish(tenant, Facts.created(Facts.user(name), Facts.person(name)));
    }
  }
}
