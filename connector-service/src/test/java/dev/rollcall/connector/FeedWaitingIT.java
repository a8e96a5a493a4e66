package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.Connector.Answer;
import dev.rollcall.connector.FeedConsumer.Page;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// Consumers that wait, and leavers who wait for them.
class FeedWaitingIT {
  private final DecisionFeed decisions = DecisionFeed.shared();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private FeedStage stage;
  private String tenant = "";

  @BeforeEach
  void start(TestInfo test, @TempDir Path folder) {
    tenant = "v-" + Integer.toHexString(test.getDisplayName().hashCode());
    stage = new FeedStage(tenant, folder);
  }

  @AfterEach
  void stop() {
    stage.close();
    threads.shutdownNow();
  }

  @Test
  void whoever_waits_is_woken_within_a_second_and_a_wait_without_news_ends() throws Exception {
    decisions.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    stage.connector().awaitApplied(tenant);
    String cursor = stage.consumer().page("").next();

    long began = System.nanoTime();
    assertThat(stage.consumer().page("?wait=1&after=" + cursor).entries()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));

    var waiting =
        CompletableFuture.supplyAsync(
            () -> {
              Page page = stage.consumer().page("?wait=20&after=" + cursor);
              return new Woken(page, System.nanoTime());
            },
            threads);
    await().until(() -> stage.metric("rollcall_feed_waiting") == 1);
    decisions.publish(tenant, Facts.changed(Facts.user("u1"), 2, Facts.person("ada2")));
    stage.connector().awaitApplied(tenant);
    long applied = System.nanoTime();
    Woken woken = waiting.get();
    assertThat(woken.page().lines()).containsExactly("user.updated u1");
    assertThat(Duration.ofNanos(woken.at() - applied)).isLessThan(Duration.ofSeconds(1));
    await().until(() -> stage.metric("rollcall_feed_waiting") == 0);
  }

  @Test
  void a_tenant_waits_in_no_more_than_its_places() throws Exception {
    var waiting = new ArrayList<Future<Answer>>();
    for (int place = 0; place < Limits.Feed.STANDARD.waitsPerTenantMax(); place++) {
      waiting.add(threads.submit(() -> stage.consumer().get("?wait=20")));
    }
    await()
        .until(() ->
            stage.metric("rollcall_feed_waiting") == Limits.Feed.STANDARD.waitsPerTenantMax());

    assertThat(stage.consumer().get("?wait=20").status()).isEqualTo(429);
    assertThat(stage.consumer().stream("", null).status()).isEqualTo(429);
    assertThat(stage.consumer().get("").status()).as("without a wait").isEqualTo(200);
    var other = stage.othersConsumer();
    assertThat(other.get("?wait=1").status()).isEqualTo(200);
    decisions.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    for (Future<Answer> each : waiting) {
      assertThat(each.get().status()).isEqualTo(200);
    }
  }

  @Test
  void a_leaver_is_out_when_the_consumer_has_acknowledged_it() {
    stage.life();
    String status = "/internal/v1/" + tenant + "/leavers?stillIn=true";
    assertThat(leavers(status)).isNotEmpty();
    int told = stage.consumer().page("").entries().size();
    assertThat(feedOf(stage.connector().target(tenant, "people")).get("unacknowledged"))
        .isEqualTo(JsonNumber.of(told));

    String person = "/internal/v1/" + tenant + "/targets/people/resources/u1";
    assertThat(stage.connector().get(person).body().toString())
        .contains("Its consumer has not acknowledged yet");

    stage.consumer().acknowledge(stage.consumer().page("").next());

    assertThat(stage.connector().get(person).body().get("acknowledged"))
        .isEqualTo(JsonBoolean.TRUE);
    await().atMost(Connector.PATIENCE).untilAsserted(() -> assertThat(leavers(status)).isEmpty());
    JsonObject feed = feedOf(stage.connector().target(tenant, "people"));
    assertThat(feed.get("unacknowledged")).isEqualTo(JsonNumber.of(0));
    assertThat(feed.get("acknowledgedAt")).isNotNull();
    assertThat(feed.get("oldestUnacknowledgedAt")).isNull();
    assertThat(feed.get("entries")).isNull();
    assertThat(feed.get("kept")).isEqualTo(JsonNumber.of(told));
    assertThat(feed.get("lastPosition")).isNotNull();
  }

  private record Woken(Page page, long at) {}

  private List<?> leavers(String path) {
    return Objects.requireNonNull((JsonArray) stage.connector().get(path).body().get("leavers"))
        .elements();
  }

  private static JsonObject feedOf(JsonObject target) {
    return (JsonObject) Objects.requireNonNull(target.get("feed"));
  }
}
