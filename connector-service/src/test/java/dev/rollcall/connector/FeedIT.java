package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.Connector.Answer;
import dev.rollcall.connector.FeedConsumer.Page;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// A target whose consumer comes and asks.
class FeedIT {
  private final DecisionFeed decisions = DecisionFeed.shared();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable Connector started;
  private String tenant = "";
  private @TempDir @Nullable Path folder;

  @BeforeEach
  void start(TestInfo test) {
    tenant = "f-" + Integer.toHexString(test.getDisplayName().hashCode());
    started =
        Connector.start(
            Objects.requireNonNull(folder),
            List.of(
                FeedConsumer.entry("people", tenant).toBuilder()
                    .put("mapping", mapping())
                    .put("scope", JsonObject.of("filter", new JsonString("userName sw \"a\"")))
                    .build(),
                FeedConsumer.entry("others", "other-" + tenant)));
  }

  private static JsonObject mapping() {
    return JsonObject.of(
        "User", new JsonString("{\"userName\": $uppercase(userName), \"active\": active}"));
  }

  @AfterEach
  void stop() {
    connector().close();
    threads.shutdownNow();
  }

  private Connector connector() {
    return Objects.requireNonNull(started);
  }

  private FeedConsumer consumer() {
    return new FeedConsumer(connector(), tenant, "people");
  }

  /// Publishes what leads to seven entries.
  private void seven() {
    var ada = Facts.user("u1");
    decisions.publish(tenant, Facts.created(ada, Facts.person("ada")));
    decisions.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("not-in-scope")));
    decisions.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 2, "u1", "u2"));
    connector().awaitApplied(tenant);
    decisions.publish(tenant, Facts.changed(ada, 2, Facts.person("ada2")));
    connector().awaitApplied(tenant);
    decisions.publish(tenant, Facts.deactivated(ada, 3, Facts.person("ada2")));
    decisions.publish(tenant, Facts.reactivated(ada, 4, Facts.person("ada2")));
    connector().awaitApplied(tenant);
    decisions.publish(tenant, Facts.left(Facts.group("g1"), 3, "u1"), Facts.deleted(ada, 5));
    connector().awaitApplied(tenant);
  }

  @Test
  void whoever_asks_is_told_everything_in_order_and_goes_on_where_it_acknowledged() {
    seven();
    var told = new ArrayList<JsonObject>();
    String cursor = "";
    Page page;
    do {
      page = consumer().page("?limit=3" + (cursor.isEmpty() ? "" : "&after=" + cursor));
      told.addAll(page.entries());
      cursor = page.next();
    } while (!page.caughtUp());

    assertThat(told.stream().map(FeedConsumer::line).filter(it -> it.endsWith("u1")))
        .containsExactly(
            "user.created u1",
            "user.updated u1",
            "user.deactivated u1",
            "user.reactivated u1",
            "user.deleted u1");
    assertThat(told.stream().map(FeedConsumer::line).filter(it -> it.endsWith("g1")))
        .startsWith("group.created g1", "group.members_added g1");
    assertThat(told).extracting(it -> it.text("cursor")).doesNotHaveDuplicates();
    assertThat(FeedConsumer.data(told.getFirst()).text("userName")).contains("ADA");
    assertThat(told.toString()).doesNotContain("not-in-scope");

    String third = told.get(2).text("cursor").orElseThrow();
    Answer acknowledged = consumer().acknowledge(third);
    assertThat(acknowledged.body())
        .isEqualTo(
            JsonObject.builder()
                .put("acknowledged", third)
                .put("unacknowledged", told.size() - 3L)
                .build());
    assertThat(consumer().page("").entries()).isEqualTo(told.subList(3, told.size()));
    assertThat(consumer().acknowledge(told.getFirst().text("cursor").orElseThrow()).body())
        .as("never back")
        .isEqualTo(acknowledged.body());
    assertThat(consumer().seek("cursor", told.getFirst().text("cursor").orElseThrow()).status())
        .isEqualTo(200);
    assertThat(consumer().page("").entries()).isEqualTo(told.subList(1, told.size()));
    assertThat(consumer().seek("to", "latest").status()).isEqualTo(200);
    assertThat(consumer().page("").entries()).isEmpty();
  }

  @Test
  void the_present_state_comes_first_for_whoever_begins_and_then_what_happens() {
    decisions.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    decisions.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("amy")));
    decisions.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 2, "u1", "u2"));
    decisions.publish(tenant, Facts.created(Facts.user("u3"), Facts.person("art")));
    connector().awaitApplied(tenant);
    decisions.publish(tenant, Facts.deleted(Facts.user("u3"), 2));
    connector().awaitApplied(tenant);

    Page page = consumer().page("?from=present&limit=2");
    assertThat(page.lines()).containsExactly("user.created u1", "user.created u2");
    assertThat(page.entries().getFirst().get("present")).isNotNull();
    decisions.publish(tenant, Facts.changed(Facts.user("u1"), 2, Facts.person("ada2")));
    connector().awaitApplied(tenant);
    assertThat(consumer().acknowledge(page.next()).status()).isEqualTo(200);

    var rest = new ArrayList<JsonObject>();
    while (!page.caughtUp()) {
      page = consumer().page("?limit=2&after=" + page.next());
      rest.addAll(page.entries());
    }
    assertThat(rest.stream().map(FeedConsumer::line))
        .containsExactly("group.created g1", "group.members_added g1", "user.updated u1");
    assertThat(
            ((JsonArray) Objects.requireNonNull(FeedConsumer.data(rest.get(1)).get("members")))
                .elements())
        .hasSize(2);
  }

  @Test
  void whoever_waits_is_woken_within_a_second_and_a_wait_without_news_ends() throws Exception {
    decisions.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    connector().awaitApplied(tenant);
    String cursor = consumer().page("").next();

    long began = System.nanoTime();
    assertThat(consumer().page("?wait=1&after=" + cursor).entries()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));

    var waiting =
        CompletableFuture.supplyAsync(
            () -> {
              Page page = consumer().page("?wait=20&after=" + cursor);
              return new Woken(page, System.nanoTime());
            },
            threads);
    await().until(() -> metric("rollcall_feed_waiting") == 1);
    decisions.publish(tenant, Facts.changed(Facts.user("u1"), 2, Facts.person("ada2")));
    connector().awaitApplied(tenant);
    long applied = System.nanoTime();
    Woken woken = waiting.get();
    assertThat(woken.page().lines()).containsExactly("user.updated u1");
    assertThat(Duration.ofNanos(woken.at() - applied)).isLessThan(Duration.ofSeconds(1));
    await().until(() -> metric("rollcall_feed_waiting") == 0);
  }

  private record Woken(Page page, long at) {}

  private double metric(String name) {
    String all = new String(connector().raw("/metrics", "").body(), StandardCharsets.UTF_8);
    return all.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(-1);
  }

  @Test
  void a_stream_that_is_cut_goes_on_behind_the_last_event() {
    seven();
    List<FeedConsumer.Event> first;
    try (var stream = consumer().stream("", null)) {
      first = stream.next(3);
    }
    assertThat(first.getFirst().event()).isEqualTo("user.created");
    assertThat(first.getFirst().data().text("cursor")).contains(first.getFirst().id());
    try (var stream = consumer().stream("", first.getLast().id())) {
      assertThat(stream.next(1).getFirst().data()).isEqualTo(consumer().page("").entries().get(3));
      stream.next(consumer().page("").entries().size() - 4);
      decisions.publish(tenant, Facts.created(Facts.user("u9"), Facts.person("al")));
      assertThat(stream.next(1).getFirst().event()).isEqualTo("user.created");
    }
    assertThat(consumer().stream("", "forged").status()).isEqualTo(400);
  }

  @Test
  void what_was_never_given_out_is_refused_and_no_tenant_sees_another() {
    seven();
    String mine = consumer().page("").next();
    var other = new FeedConsumer(connector(), "other-" + tenant, "others");
    await().until(() -> other.get("").status() == 200);
    String theirs = other.page("").next();

    assertThat(consumer().get("?after=forged").status()).isEqualTo(400);
    assertThat(consumer().get("?after=" + theirs).status()).isEqualTo(400);
    assertThat(consumer().get("?after=" + mine + "&from=present").status()).isEqualTo(400);
    assertThat(consumer().get("?limit=0").status()).isEqualTo(400);
    assertThat(consumer().get("?wait=31").status()).isEqualTo(400);
    assertThat(consumer().get("?since=1").status()).isEqualTo(400);
    assertThat(consumer().acknowledge(theirs).status()).isEqualTo(400);
    assertThat(consumer().acknowledge("").status()).isEqualTo(400);
    assertThat(other.acknowledge(mine).status()).isEqualTo(400);
    assertThat(consumer().seek("cursor", theirs).status()).isEqualTo(400);
    assertThat(consumer().seek("to", "yesterday").status()).isEqualTo(400);
    assertThat(new FeedConsumer(connector(), "other-" + tenant, "people").get("").status())
        .isEqualTo(404);
    assertThat(new FeedConsumer(connector(), tenant, "others").get("").status()).isEqualTo(404);
    assertThat(other.page("").entries()).isEmpty();
    assertThat(consumer().page("").entries()).isNotEmpty();
  }

  @Test
  void a_tenant_waits_in_no_more_than_its_places() throws Exception {
    var waiting = new ArrayList<Future<Answer>>();
    for (int place = 0; place < Limits.Feed.STANDARD.waitsPerTenantMax(); place++) {
      waiting.add(threads.submit(() -> consumer().get("?wait=20")));
    }
    await()
        .until(() -> metric("rollcall_feed_waiting") == Limits.Feed.STANDARD.waitsPerTenantMax());

    assertThat(consumer().get("?wait=20").status()).isEqualTo(429);
    assertThat(consumer().stream("", null).status()).isEqualTo(429);
    assertThat(consumer().get("").status()).as("without a wait").isEqualTo(200);
    var other = new FeedConsumer(connector(), "other-" + tenant, "others");
    assertThat(other.get("?wait=1").status()).isEqualTo(200);
    decisions.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    for (Future<Answer> each : waiting) {
      assertThat(each.get().status()).isEqualTo(200);
    }
  }

  @Test
  void a_leaver_is_out_when_the_consumer_has_acknowledged_it() {
    seven();
    String status = "/internal/v1/" + tenant + "/leavers?stillIn=true";
    assertThat(leavers(status)).isNotEmpty();
    assertThat(feedOf(connector().target(tenant, "people")).get("unacknowledged"))
        .isEqualTo(JsonNumber.of(consumer().page("").entries().size()));

    consumer().acknowledge(consumer().page("").next());

    await().atMost(Connector.PATIENCE).untilAsserted(() -> assertThat(leavers(status)).isEmpty());
    JsonObject feed = feedOf(connector().target(tenant, "people"));
    assertThat(feed.get("unacknowledged")).isEqualTo(JsonNumber.of(0));
    assertThat(feed.get("acknowledgedAt")).isNotNull();
    assertThat(feed.get("oldestUnacknowledgedAt")).isNull();
  }

  private List<?> leavers(String path) {
    return Objects.requireNonNull((JsonArray) connector().get(path).body().get("leavers"))
        .elements();
  }

  private static JsonObject feedOf(JsonObject target) {
    return (JsonObject) Objects.requireNonNull(target.get("feed"));
  }

  @Test
  void after_a_restart_nothing_is_told_twice_and_nothing_is_missing() {
    seven();
    List<JsonObject> before = consumer().page("").entries();
    // As if the process had died between the entries and the note that they are there.
    decisions.publish(tenant, Facts.created(Facts.user("u8"), Facts.person("ali")));
    connector().awaitApplied(tenant);
    connector().stop();
    Rows.execute(
        connector().database(),
        "UPDATE connector.link SET state = 'intent', remote_id = NULL WHERE resource_id = 'u8'");
    Rows.execute(
        connector().database(),
        "UPDATE connector.lane_key SET state = 'waiting', due_at = now(), applied_seq = 0"
            + " WHERE resource_id = 'u8'");
    decisions.publish(tenant, Facts.changed(Facts.user("u8"), 2, Facts.person("ali2")));
    connector().start();
    connector().awaitApplied(tenant);

    List<JsonObject> after = consumer().page("").entries();
    assertThat(after.subList(0, before.size())).isEqualTo(before);
    assertThat(after.subList(before.size(), after.size()).stream().map(FeedConsumer::line))
        .containsExactly("user.created u8", "user.updated u8");
  }
}
