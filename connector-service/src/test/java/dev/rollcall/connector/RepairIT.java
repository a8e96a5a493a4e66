package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What failed is found, looked at, tried again, given up or left alone, through real Kafka,
/// PostgreSQL and HTTP. Each test has a tenant and a server of its own.
class RepairIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();

  /// So many keys that an act takes several pages, and the test not a minute.
  private static final int MANY = 1_200;

  private final DecisionFeed feed = DecisionFeed.shared();
  private final String tenant = "repair-" + TENANTS.incrementAndGet();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(this::honest);
  private volatile boolean forgetful;
  private @Nullable Connector started;

  @BeforeEach
  void start(@TempDir Path folder) {
    JsonObject target =
        TargetEntries.scim("crm", tenant, server.url()).toBuilder().put("maxInFlight", 32).build();
    started = Connector.start(folder, List.of(target));
  }

  @AfterEach
  void stop() {
    connector().close();
    server.close();
  }

  private Connector connector() {
    return Objects.requireNonNull(started);
  }

  /// A forgetful server creates every other account and says that it did not.
  private Response honest(Request request) {
    Response response = directory.apply(request);
    return forgetful && request.method().equals("POST") && request.body().contains("0@example")
        ? refusal("The quota is used up")
        : response;
  }

  private static Response refusal(String detail) {
    return Response.json(400, JsonObject.of("detail", new JsonString(detail)));
  }

  private void refuseCreations() {
    server.mood(request ->
        request.method().equals("POST") && !request.body().contains("0@example")
            ? new Mood.Says(refusal("The quota is used up"))
            : new Mood.Honest());
  }

  private void park(int number) {
    forgetful = true;
    refuseCreations();
    for (int index = 0; index < number; index++) {
      feed.publish(
          tenant,
          Facts.created(Facts.user("u" + index), Facts.person("p" + index + "@example.com")));
    }
    await().atMost(Connector.PATIENCE.multipliedBy(2)).until(() -> parked() == number);
    forgetful = false;
  }

  private long parked() {
    return number(letters(""), "total");
  }

  private JsonObject letters(String query) {
    return connector().get(path("/deadletters?" + query)).body();
  }

  private String path(String rest) {
    return "/internal/v1/" + tenant + "/targets/crm" + rest;
  }

  private String act(JsonObject act) {
    return new ActFeed(connector(), tenant, "crm").publish(act);
  }

  private JsonObject awaitEnd(String actId) {
    await()
        .atMost(Connector.PATIENCE.multipliedBy(2))
        .until(() -> shown(actId).get("endedAt") != null);
    return shown(actId);
  }

  private JsonObject shown(String actId) {
    return connector().get(path("/acts/" + actId)).body();
  }

  private static JsonObject.Builder redrive() {
    return JsonObject.builder().put("act", "redrive").put("filter", JsonObject.EMPTY);
  }

  @Test
  void what_was_parked_is_tried_again_in_pages_and_nobody_is_created_twice() {
    park(MANY);
    server.honest();

    JsonObject done = awaitEnd(act(redrive().put("reason", "more seats").build()));
    connector().awaitApplied(tenant);

    assertThat(done.text("state")).contains("done");
    assertThat(number(done, "total")).isEqualTo(MANY);
    assertThat(number(done, "done")).isEqualTo(MANY);
    assertThat(done.text("reason")).contains("more seats");
    List<String> names =
        directory.all("/Users").stream().map(it -> it.text("userName").orElseThrow()).toList();
    assertThat(names).hasSize(MANY).doesNotHaveDuplicates();
    assertThat(parked()).isZero();
  }

  @Test
  void a_dry_run_says_whom_it_would_concern_and_changes_nothing() {
    park(30);

    JsonObject run =
        connector()
            .post(
                path("/acts"),
                JsonObject.builder()
                    .put("act", "redrive")
                    .put(
                        "filter",
                        JsonObject.builder()
                            .put("errorClass", "refused")
                            .put("text", "QUOTA")
                            .build())
                    .put("dryRun", true)
                    .build())
            .body();

    assertThat(number(run, "total")).isEqualTo(30);
    assertThat(elements(run, "sample")).hasSize(20);
    assertThat(run.get("counts")).isEqualTo(JsonObject.of("refused", JsonNumber.of(30)));
    assertThat(parked()).isEqualTo(30);
    assertThat(elements(connector().get(path("/acts")).body(), "acts")).isEmpty();
  }

  @Test
  void pages_show_everybody_who_stays_parked_once_although_others_come_and_go() {
    park(25);
    JsonObject first = letters("limit=10");
    feed.publish(tenant, Facts.created(Facts.user("late"), Facts.person("late@example.com")));
    await().atMost(Connector.PATIENCE).until(() -> parked() == 26);
    String gone = elements(first, "deadletters").getFirst().text("resourceId").orElseThrow();
    feed.publish(tenant, Facts.deleted(Facts.user(gone), 2));
    await().atMost(Connector.PATIENCE).until(() -> parked() == 25);

    List<String> seen = new ArrayList<>();
    JsonObject page = first;
    while (true) {
      elements(page, "deadletters").forEach(it -> seen.add(it.text("resourceId").orElseThrow()));
      if (page.text("cursor").isEmpty()) {
        break;
      }
      page = letters("limit=10&cursor=" + page.text("cursor").orElseThrow());
    }

    assertThat(seen).hasSize(25).doesNotHaveDuplicates().doesNotContain("late");
    assertThat(connector().get(path("/deadletters?cursor=nonsense")).status()).isEqualTo(400);
    assertThat(connector().get(path("/deadletters?parkedAfter=noon")).status()).isEqualTo(400);
    assertThat(number(letters("resourceType=Group"), "total")).isZero();
  }

  @Test
  void a_cancelled_redrive_takes_back_whom_nobody_has_tried_and_loses_nobody() {
    park(60);
    // The first ones that are let go meet a target that wants to be left alone.
    server.mood(_ -> new Mood.Says(new Response(429, Map.of("Retry-After", "600"), "")));
    String redrive = act(redrive().put("perSecond", 10).build());
    await().atMost(Connector.PATIENCE).until(() -> number(shown(redrive), "done") >= 10);

    String cancel = act(JsonObject.builder().put("act", "cancel").put("actId", redrive).build());

    assertThat(awaitEnd(cancel).text("state")).contains("done");
    JsonObject cancelled = shown(redrive);
    assertThat(cancelled.text("state")).contains("cancelled");
    int waiting = connector().keys(tenant, "crm", "waiting").size();
    assertThat(parked() + waiting).isEqualTo(60);
    assertThat(number(cancelled, "done")).isEqualTo(waiting);
    assertThat(
            awaitEnd(act(JsonObject.builder().put("act", "cancel").put("actId", redrive).build())))
        .satisfies(again -> {
          assertThat(again.text("state")).contains("refused");
          assertThat(again.text("detail")).contains("The act has ended: it is cancelled.");
        });
  }

  @Test
  void what_is_discarded_leaves_the_list_and_is_tried_again_when_it_changes() {
    park(3);

    JsonObject done =
        awaitEnd(
            act(
                JsonObject.builder()
                    .put("act", "discard")
                    .put("resourceIds", JsonArray.ofStrings(List.of("u1", "u2", "nobody")))
                    .put("reason", "they never started")
                    .build()));

    assertThat(number(done, "done")).isEqualTo(2);
    assertThat(number(done, "notParked")).isEqualTo(1);
    assertThat(parked()).isEqualTo(1);
    JsonObject one = connector().get(path("/deadletters/u1")).body();
    assertThat(one.text("standing")).contains("discarded");
    assertThat(sentences(one))
        .endsWith("It was discarded (they never started): it is tried again when it changes next.");

    server.honest();
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, Facts.person("new@example.com")));
    await().atMost(Connector.PATIENCE).until(() -> directory.user("new@example.com").isPresent());
    assertThat(directory.user("p2@example.com")).isEmpty();
  }

  @Test
  void a_dead_letter_shows_what_differs_what_was_said_and_who_asked() {
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    connector().awaitApplied(tenant);
    server.mood(_ -> new Mood.Says(refusal("No such title")));
    feed.publish(
        tenant,
        Facts.changed(
            Facts.user("u1"), 2, Facts.person("ada").with("title", new JsonString("Countess"))));
    await().atMost(Connector.PATIENCE).until(() -> parked() == 1);

    JsonObject letter = connector().get(path("/deadletters/u1")).body();

    assertThat(elements(letter, "difference"))
        .containsExactly(
            JsonObject.builder().put("path", "title").put("after", "Countess").build());
    assertThat(sentences(letter))
        .startsWith(
            "The person belongs in the app: there is no scope.",
            "The app has it, and 1 field differs.")
        .contains(
            "The app refused what it was sent; to send the same again is of no use (HTTP 400). It"
                + " said: No such title.");
    assertThat(elements(letter, "requests"))
        .hasSize(1)
        .first()
        .satisfies(it -> assertThat(it.text("href").orElseThrow()).startsWith("/admin/requests/"));
    assertThat(connector().get(path("/deadletters/u9")).status()).isEqualTo(404);
  }

  private static List<JsonObject> elements(JsonObject object, String name) {
    return ((JsonArray) Objects.requireNonNull(object.get(name)))
        .elements().stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> sentences(JsonObject object) {
    return ((JsonArray) Objects.requireNonNull(object.get("sentences")))
        .elements().stream().map(it -> ((JsonString) it).value()).toList();
  }

  private static long number(JsonObject object, String name) {
    return object.get(name) instanceof JsonNumber(var number) ? number.longValueExact() : -1;
  }
}
