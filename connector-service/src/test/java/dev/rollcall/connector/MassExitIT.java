package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.JsonArray;
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

/// One request that takes very many people out of a target's scope: out of a group that the scope
/// names, or by its filter.
class MassExitIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final String[] ALL = {"ada", "ben", "cy", "dee", "eve"};

  private final DecisionFeed feed = DecisionFeed.shared();
  private final String tenant = "exit-" + TENANTS.incrementAndGet();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private @Nullable Connector connector;

  @BeforeEach
  void five_people_in_a_group(@TempDir Path folder) {
    connector = Connector.start(folder, List.of());
    for (String name : ALL) {
      feed.publish(tenant, Facts.created(Facts.user(name), typed(name, "Employee")));
    }
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 1, ALL));
    feed.publish(tenant, Facts.created(Facts.group("g2"), Facts.team("Other")));
  }

  @AfterEach
  void close() {
    it().close();
    server.close();
  }

  private void scoped(JsonObject scope) {
    it().targets(List.of(TargetEntries.scim(id(), tenant, server.url()).with("scope", scope)));
    awaitUsers(ALL);
    it().awaitApplied(tenant);
  }

  private static JsonObject groups(String... ids) {
    return JsonObject.of("groups", JsonArray.ofStrings(List.of(ids)));
  }

  @Test
  void a_group_of_the_scope_that_is_emptied_waits_for_a_person() {
    scoped(groups("g1", "g2"));
    feed.publish(tenant, Facts.left(Facts.group("g1"), 2, ALL));
    JsonObject hold = awaitHold();
    assertThat(hold.get("deletions")).isEqualTo(JsonNumber.of(5));
    assertThat(hold.text("requestId")).isPresent();
    awaitHeld(5);
    awaitUsers(ALL);

    // Who leaves by a request of his own is not kept waiting.
    feed.publish(tenant, Facts.deleted(Facts.user("ada"), 2));
    awaitUsers("ben", "cy", "dee", "eve");

    assertThat(decide(hold, "release").status()).isEqualTo(202);
    awaitUsers();
    it().awaitApplied(tenant);
  }

  @Test
  void a_group_of_the_scope_that_is_deleted_waits_and_whom_a_person_keeps_stays() {
    scoped(groups("g1", "g2"));
    feed.publish(tenant, Facts.deleted(Facts.group("g1"), 2));
    JsonObject hold = awaitHold();
    awaitHeld(5);
    assertThat(decide(hold, "reject").status()).isEqualTo(202);
    it().awaitApplied(tenant);
    awaitUsers(ALL);
    assertThat(leavers()).isEqualTo(JsonArray.EMPTY);
  }

  @Test
  void many_who_fall_out_of_the_filter_by_one_request_wait_and_one_alone_goes() {
    scoped(JsonObject.of("filter", new JsonString("userType eq \"Employee\"")));
    feed.publish(
        tenant,
        Facts.changed(Facts.user("ada"), 2, typed("ada", "Guest")),
        Facts.changed(Facts.user("ben"), 2, typed("ben", "Guest")),
        Facts.changed(Facts.user("cy"), 2, typed("cy", "Employee")));
    JsonObject hold = awaitHold();
    assertThat(hold.get("deletions")).isEqualTo(JsonNumber.of(2));
    awaitUsers(ALL);

    feed.publish(tenant, Facts.changed(Facts.user("dee"), 2, typed("dee", "Guest")));
    awaitUsers("ada", "ben", "cy", "eve");
    assertThat(decide(hold, "release").status()).isEqualTo(202);
    awaitUsers("cy", "eve");
  }

  @Test
  void who_moves_to_another_group_of_the_scope_by_one_request_stays_and_nothing_waits() {
    scoped(groups("g1", "g2"));
    feed.publish(
        tenant, Facts.left(Facts.group("g1"), 2, ALL), Facts.joined(Facts.group("g2"), 2, ALL));
    it().awaitApplied(tenant);
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> {
          assertThat(holds("weighing")).isEmpty();
          assertThat(holds("held")).isEmpty();
        });
    // What took nobody away was no act.
    assertThat(holds("passed"))
        .extracting(it -> it.text("act").orElse(""))
        .doesNotContain("directory");
    it().awaitApplied(tenant);
    awaitUsers(ALL);
  }

  @Test
  void a_new_scope_takes_over_what_waits() {
    scoped(groups("g1", "g2"));
    feed.publish(tenant, Facts.left(Facts.group("g1"), 2, ALL));
    JsonObject hold = awaitHold();
    it().targets(List.of(TargetEntries.scim(id(), tenant, server.url())));
    await().atMost(Connector.PATIENCE).until(() -> it().keys(tenant, id(), "held").isEmpty());
    it().awaitApplied(tenant);
    awaitUsers(ALL);
    assertThat(decide(hold, "release").status()).isEqualTo(409);
  }

  private JsonObject awaitHold() {
    await().atMost(Connector.PATIENCE).untilAsserted(() -> assertThat(holds("held")).hasSize(1));
    JsonObject hold = holds("held").getFirst();
    assertThat(hold.text("act")).contains("directory");
    return hold;
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

  private JsonArray leavers() {
    return (JsonArray)
        Objects.requireNonNull(
            it().get("/internal/v1/" + tenant + "/leavers?stillIn=true").body().get("leavers"));
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

  private String id() {
    return "crm-" + tenant;
  }

  private Connector it() {
    return Objects.requireNonNull(connector);
  }
}
