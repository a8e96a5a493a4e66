package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who stays at a target by a decision, whatever comes later.
class KeptIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final String[] ALL = {"ada", "ben", "cy", "dee", "eve"};

  private final DecisionFeed feed = DecisionFeed.shared();
  private final String tenant = "kept-" + TENANTS.incrementAndGet();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private @Nullable Connector connector;

  @BeforeEach
  void five_people(@TempDir Path folder) {
    connector = Connector.start(folder, List.of(entry()));
    for (String name : ALL) {
      feed.publish(tenant, Facts.created(Facts.user(name), typed(name, "Employee")));
    }
    it().awaitApplied(tenant);
  }

  @AfterEach
  void close() {
    it().close();
    server.close();
  }

  @Test
  void who_a_person_keeps_is_no_leaver_and_is_not_taken_by_a_later_act() {
    rejectDeactivationOfTwo();
    JsonObject still = it().get("/internal/v1/" + tenant + "/leavers?stillIn=true").body();
    assertThat(still.get("leavers")).isEqualTo(JsonArray.EMPTY);

    it().targets(List.of(scopedTo("Employee")));
    await().atMost(Connector.PATIENCE).untilAsserted(() -> assertThat(holds("passed")).hasSize(1));
    it().awaitApplied(tenant);
    assertBothActive();
  }

  @Test
  void who_a_person_keeps_stays_through_a_replay_and_one_that_is_cancelled() {
    rejectDeactivationOfTwo();
    replay(100);
    await().atMost(Connector.PATIENCE).untilAsserted(() -> assertThat(replays("done")).hasSize(1));
    assertBothActive();
    assertThat(holds("held")).isEmpty();

    cancel(replay(1));
    it().targets(List.of(scopedTo("Employee")));
    it().awaitApplied(tenant);
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() ->
            assertThat(holds("passed"))
                .extracting(hold -> hold.text("act").orElseThrow())
                .contains("configuration"));
    it().awaitApplied(tenant);
    assertBothActive();
  }

  @Test
  void a_replay_that_is_cancelled_while_it_is_weighed_leaves_nobody_waiting() {
    Rows.execute(
        it().database(),
        "UPDATE connector.resource SET document = NULL WHERE id IN ('ada', 'ben')");
    // Nobody can say what the replay would do, so that it is weighed as long as this lasts.
    Rows.execute(
        it().database(), "UPDATE connector.lane SET fingerprint = 'another ' || fingerprint");
    String id = replay(100);
    // As if a first page had been weighed.
    Rows.execute(
        it().database(), "UPDATE connector.lane_key SET state = 'held' WHERE resource_id = 'ada'");
    cancel(id);
    assertThat(it().keys(tenant, id(), "held")).isEmpty();
    Rows.execute(it().database(), "UPDATE connector.lane SET fingerprint = substr(fingerprint, 9)");
    it().awaitApplied(tenant);
    assertThat(directory.all("/Users")).hasSize(5);

    // A new one finds both again.
    replay(100);
    await().atMost(Connector.PATIENCE).until(() -> it().keys(tenant, id(), "held").size() == 2);
    assertThat(directory.all("/Users")).hasSize(5);
  }

  private void rejectDeactivationOfTwo() {
    feed.publish(
        tenant,
        Facts.deactivated(Facts.user("ada"), 2, typed("ada", "Employee")),
        Facts.deactivated(Facts.user("ben"), 2, typed("ben", "Employee")));
    assertThat(reject().status()).isEqualTo(202);
    it().awaitApplied(tenant);
  }

  private Connector.Answer reject() {
    await().atMost(Connector.PATIENCE).untilAsserted(() -> assertThat(holds("held")).hasSize(1));
    return acts().decide(holds("held").getFirst(), "reject");
  }

  private String replay(int perSecond) {
    return acts()
        .replay(
            JsonObject.builder().put("from", "present").put("ratePerSecond", perSecond).build());
  }

  private void cancel(String replay) {
    var cancel = JsonObject.of("change", new JsonString("cancel"));
    assertThat(acts().post("/replays/" + replay, cancel).status()).isEqualTo(202);
  }

  private List<JsonObject> replays(String state) {
    JsonObject body = it().get(path("/replays")).body();
    return ((JsonArray) Objects.requireNonNull(body.get("replays")))
        .elements().stream()
            .map(JsonObject.class::cast)
            .filter(replay -> replay.text("state").filter(state::equals).isPresent())
            .toList();
  }

  private ActFeed acts() {
    return new ActFeed(it(), tenant, id());
  }

  private List<JsonObject> holds(String state) {
    return acts().holds(state);
  }

  private void assertBothActive() {
    assertThat(isActive("ada")).isTrue();
    assertThat(isActive("ben")).isTrue();
  }

  private boolean isActive(String userName) {
    return JsonBoolean.TRUE.equals(directory.user(userName).orElseThrow().get("active"));
  }

  private static JsonObject typed(String userName, String userType) {
    return Facts.person(userName).toBuilder().put("userType", userType).build();
  }

  private JsonObject scopedTo(String userType) {
    return entry()
        .with("scope", JsonObject.of("filter", new JsonString("userType eq \"" + userType + "\"")));
  }

  private String path(String more) {
    return "/internal/v1/" + tenant + "/targets/" + id() + more;
  }

  private String id() {
    return "crm-" + tenant;
  }

  private JsonObject entry() {
    return TargetEntries.scim(id(), tenant, server.url());
  }

  private Connector it() {
    return Objects.requireNonNull(connector);
  }
}
