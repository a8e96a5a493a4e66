package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
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

/// Acts that would take very many people away, through real Kafka, PostgreSQL and HTTP.
class HoldIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final String[] ALL = {"ada", "ben", "cy", "dee", "eve"};

  private final DecisionFeed feed = DecisionFeed.shared();
  private final String tenant = "hold-" + TENANTS.incrementAndGet();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private @Nullable Connector connector;

  @BeforeEach
  void five_people(@TempDir Path folder) {
    connector = Connector.start(folder, List.of(entry()));
    for (String name : ALL) {
      feed.publish(tenant, Facts.created(Facts.user(name), typed(name, "Employee")));
    }
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 1, ALL));
    it().awaitApplied(tenant);
    awaitUsers(ALL);
  }

  @AfterEach
  void close() {
    it().close();
    server.close();
  }

  @Test
  void a_scope_that_takes_many_away_waits_and_everything_else_goes_on() {
    it().targets(List.of(scopedTo("Guest")));
    JsonObject hold = awaitHold("configuration");
    assertThat(hold.get("deletions")).isEqualTo(JsonNumber.of(5));
    assertThat(hold.text("reason").orElseThrow())
        .startsWith("0 people would be deactivated and 5 deleted, of 5 who have an account");
    awaitHeld(5);
    assertThat(stands("ben").text("standing")).contains("held");
    assertThat(String.valueOf(stands("ben").get("sentences")))
        .contains("It waits for a person's decision: hold " + hold.text("id").orElseThrow());
    assertThat(String.valueOf(it().get(path("")).body().get("sentences")))
        .contains("5 keys are held and wait for a person's decision")
        .doesNotContain("leavers");

    // A leaver of the directory is not kept waiting, nor is who comes.
    feed.publish(tenant, Facts.deleted(Facts.user("ada"), 2));
    feed.publish(tenant, Facts.created(Facts.user("fay"), typed("fay", "Guest")));
    awaitUsers("ben", "cy", "dee", "eve", "fay");

    // Whoever waits is looked at again when he changes, and goes on waiting.
    feed.publish(tenant, Facts.changed(Facts.user("ben"), 2, typed("ben", "Employee")));
    awaitHeld(4);
    awaitUsers("ben", "cy", "dee", "eve", "fay");
    assertThat(directory.memberNames("Team")).containsExactly("ben", "cy", "dee", "eve");

    assertThat(decide(hold, "release").status()).isEqualTo(202);
    awaitUsers("fay");
    it().awaitApplied(tenant);
    assertThat(decide(hold, "release").status()).isEqualTo(202);
    assertThat(decide(hold, "reject").status()).isEqualTo(409);
  }

  @Test
  void who_a_person_keeps_stays_until_the_directory_says_otherwise() {
    it().targets(List.of(scopedTo("Guest")));
    JsonObject hold = awaitHold("configuration");
    assertThat(decide(hold, "reject").status()).isEqualTo(202);
    it().awaitApplied(tenant);
    assertThat(stands("ada").text("standing")).contains("kept");
    assertThat(String.valueOf(stands("ada").get("sentences")))
        .contains("which rejected hold " + hold.text("id").orElseThrow());

    feed.publish(tenant, Facts.changed(Facts.user("ada"), 2, typed("ada", "Contractor")));
    it().awaitApplied(tenant);
    awaitUsers(ALL);

    feed.publish(tenant, Facts.deleted(Facts.user("ada"), 3));
    awaitUsers("ben", "cy", "dee", "eve");
    it().awaitApplied(tenant);
  }

  @Test
  void a_change_that_is_taken_back_takes_nobody_away() {
    it().targets(List.of(scopedTo("Guest")));
    awaitHold("configuration");
    it().targets(List.of(entry()));
    it().awaitApplied(tenant);
    awaitUsers(ALL);
    assertThat(holds("held")).isEmpty();
    assertThat(holds("overtaken")).hasSize(1);
  }

  @Test
  void one_leaver_by_a_new_scope_is_no_mass() {
    feed.publish(tenant, Facts.changed(Facts.user("ada"), 2, typed("ada", "Contractor")));
    it().awaitApplied(tenant);
    it().targets(List.of(scopedTo("Employee")));
    awaitUsers("ben", "cy", "dee", "eve");
    it().awaitApplied(tenant);
    assertThat(holds("passed")).hasSize(1);
  }

  @Test
  void one_request_that_deletes_many_waits_and_single_ones_do_not() {
    feed.publish(tenant, Facts.deleted(Facts.user("ada"), 2), Facts.deleted(Facts.user("ben"), 2));
    JsonObject hold = awaitHold("directory");
    assertThat(hold.text("requestId")).isPresent();
    feed.publish(tenant, Facts.deleted(Facts.user("cy"), 2));
    awaitUsers("ada", "ben", "dee", "eve");

    // A change of the configuration does not let them slip.
    it().targets(List.of(scopedTo("Employee")));
    await().atMost(Connector.PATIENCE).untilAsserted(() -> assertThat(holds("passed")).hasSize(1));
    awaitHeld(2);
    awaitUsers("ada", "ben", "dee", "eve");

    assertThat(decide(hold, "release").status()).isEqualTo(202);
    awaitUsers("dee", "eve");
  }

  @Test
  void what_a_person_does_not_want_from_a_request_is_never_told() {
    Fact[] off = {
      Facts.deactivated(Facts.user("ada"), 2, typed("ada", "Employee")),
      Facts.deactivated(Facts.user("ben"), 2, typed("ben", "Employee"))
    };
    feed.publish(tenant, off);
    JsonObject hold = awaitHold("directory");
    assertThat(decide(hold, "reject").status()).isEqualTo(202);
    it().awaitApplied(tenant);

    feed.publish(tenant, Facts.reactivated(Facts.user("ada"), 3, typed("ada", "Employee")));
    it().awaitApplied(tenant);
    assertThat(isActive("ada")).isTrue();
    assertThat(isActive("ben")).isTrue();

    feed.publish(tenant, Facts.deactivated(Facts.user("ada"), 4, typed("ada", "Employee")));
    it().awaitApplied(tenant);
    assertThat(isActive("ada")).isFalse();
  }

  @Test
  void a_hold_outlives_the_process() {
    it().targets(List.of(scopedTo("Guest")));
    JsonObject hold = awaitHold("configuration");
    it().stop();
    it().start();
    awaitHeld(5);
    awaitUsers(ALL);
    assertThat(decide(hold, "release").status()).isEqualTo(202);
    awaitUsers();
  }

  @Test
  void a_target_that_comes_back_after_many_have_gone_waits() {
    it().targets(List.of(entry().toBuilder().put("enabled", false).build()));
    await().atMost(Connector.PATIENCE).until(() -> it().get(path("")).status() == 404);
    feed.publish(tenant, Facts.deleted(Facts.user("ada"), 2));
    feed.publish(tenant, Facts.deleted(Facts.user("ben"), 2));
    it().awaitApplied(tenant);

    it().targets(List.of(entry()));
    await().atMost(Connector.PATIENCE).until(() -> it().get(path("")).status() == 200);
    JsonObject hold = awaitHold("return");
    awaitUsers(ALL);
    assertThat(decide(hold, "release").status()).isEqualTo(202);
    awaitUsers("cy", "dee", "eve");
  }

  @Test
  void nothing_waits_where_the_stop_is_switched_off() {
    it().targets(
            List.of(
                scopedTo("Guest")
                    .with("limits", JsonObject.of("massChange", new JsonString("off")))));
    awaitUsers();
    it().awaitApplied(tenant);
    assertThat(holds("held")).isEmpty();
  }

  private JsonObject awaitHold(String act) {
    await().atMost(Connector.PATIENCE).untilAsserted(() -> assertThat(holds("held")).hasSize(1));
    JsonObject hold = holds("held").getFirst();
    assertThat(hold.text("act")).contains(act);
    JsonObject whole = it().get(path("/holds/" + hold.text("id").orElseThrow())).body();
    assertThat(((JsonArray) Objects.requireNonNull(whole.get("sample"))).elements()).isNotEmpty();
    return hold;
  }

  private JsonObject stands(String resourceId) {
    return it().get(path("/resources/" + resourceId)).body();
  }

  private void awaitHeld(int count) {
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> assertThat(it().keys(tenant, id(), "held")).hasSize(count));
  }

  private Connector.Answer decide(JsonObject hold, String decision) {
    return acts().decide(hold, decision);
  }

  private ActFeed acts() {
    return new ActFeed(it(), tenant, id());
  }

  private List<JsonObject> holds(String state) {
    return acts().holds(state);
  }

  private boolean isActive(String userName) {
    return JsonBoolean.TRUE.equals(directory.user(userName).orElseThrow().get("active"));
  }

  private void awaitUsers(String... names) {
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() ->
            assertThat(directory.all("/Users"))
                .extracting(user -> user.text("userName").orElseThrow())
                .containsExactlyInAnyOrder(names));
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
