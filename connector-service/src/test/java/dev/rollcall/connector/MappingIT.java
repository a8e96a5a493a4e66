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

/// Scope and mapping from the targets file to a SCIM server, through real Kafka, PostgreSQL and
/// HTTP. Each test has a tenant and a server of its own.
class MappingIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final String LOWER = "$merge([$, {\"userName\": $lowercase(userName)}])";

  private final DecisionFeed feed = DecisionFeed.shared();
  private final String tenant = "mapping-" + TENANTS.incrementAndGet();
  private final ScimDirectory directory = new ScimDirectory();
  private @Nullable FakeServer server;
  private @Nullable Connector connector;
  private @Nullable Path folder;

  @BeforeEach
  void open(@TempDir Path given) {
    folder = given;
    server = new FakeServer(directory);
  }

  @AfterEach
  void close() {
    if (connector != null) {
      connector.close();
    }
    server().close();
  }

  @Test
  void a_mapping_says_what_the_target_gets_and_a_person_who_breaks_it_waits_alone() {
    start(withMapping(LOWER));
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ADA")));
    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("x").without("userName")));
    feed.publish(tenant, Facts.created(Facts.user("u3"), Facts.person("KIM")));

    awaitUsers("ada", "kim");
    JsonObject parked = awaitParked("u2");
    JsonObject error = (JsonObject) Objects.requireNonNull(parked.get("lastError"));
    assertThat(error.text("class")).contains("unmappable");
    assertThat(error.text("text"))
        .contains("The mapping of User u2 failed: the result has no text 'userName'");

    feed.publish(tenant, Facts.changed(Facts.user("u2"), 2, Facts.person("LEE")));
    awaitUsers("ada", "kim", "lee");
    it().awaitApplied(tenant);
  }

  @Test
  void a_leaver_leaves_although_the_mapping_fails_for_him() {
    start(withMapping("{\"userName\": title ? userName : $error(\"no\")}"));
    JsonObject titled = Facts.person("ada").toBuilder().put("title", "Dr").build();
    feed.publish(tenant, Facts.created(Facts.user("u1"), titled));
    it().awaitApplied(tenant);

    feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 2, Facts.person("ada")));
    awaitParked("u1");

    assertThat(directory.user("ada").orElseThrow().get("active")).isEqualTo(JsonBoolean.FALSE);
  }

  @Test
  void who_falls_out_of_scope_is_removed_and_who_comes_in_is_created() {
    start(scoped(JsonObject.of("filter", new JsonString("userType eq \"Employee\""))));
    feed.publish(tenant, Facts.created(Facts.user("u1"), typed("ada", "Employee")));
    feed.publish(tenant, Facts.created(Facts.user("u2"), typed("kim", "Guest")));
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 1, "u1", "u2"));
    it().awaitApplied(tenant);
    awaitUsers("ada");
    assertThat(directory.memberNames("Team")).containsExactly("ada");

    feed.publish(tenant, Facts.changed(Facts.user("u2"), 2, typed("kim", "Employee")));
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, typed("ada", "Guest")));
    it().awaitApplied(tenant);
    awaitUsers("kim");
    assertThat(directory.memberNames("Team")).containsExactly("kim");
  }

  @Test
  void a_target_that_deactivates_keeps_who_falls_out_of_scope_without_groups() {
    start(
        scoped(JsonObject.of("filter", new JsonString("userType eq \"Employee\""))).toBuilder()
            .put("profile", JsonObject.of("remove", new JsonString("deactivate")))
            .build());
    feed.publish(tenant, Facts.created(Facts.user("u1"), typed("ada", "Employee")));
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 1, "u1"));
    it().awaitApplied(tenant);

    feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, typed("ada", "Guest")));
    it().awaitApplied(tenant);
    assertThat(directory.user("ada").orElseThrow().get("active")).isEqualTo(JsonBoolean.FALSE);
    assertThat(directory.memberNames("Team")).isEmpty();

    feed.publish(tenant, Facts.changed(Facts.user("u1"), 3, typed("ada", "Employee")));
    it().awaitApplied(tenant);
    assertThat(directory.user("ada").orElseThrow().get("active")).isEqualTo(JsonBoolean.TRUE);
    assertThat(directory.memberNames("Team")).containsExactly("ada");
  }

  @Test
  void a_scope_of_groups_follows_their_members() {
    start(entry());
    feed.publish(tenant, Facts.created(Facts.group("g1"), Facts.team("Team")));
    feed.publish(tenant, Facts.created(Facts.group("g2"), Facts.team("Others")));
    it().awaitApplied(tenant);
    it().targets(List.of(scoped(JsonObject.of("groups", JsonArray.ofStrings(List.of("g1"))))));
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> assertThat(directory.group("Others")).isEmpty());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("kim")));
    it().awaitApplied(tenant);
    awaitUsers();

    feed.publish(tenant, Facts.joined(Facts.group("g1"), 2, "u1", "u2"));
    it().awaitApplied(tenant);
    awaitUsers("ada", "kim");
    assertThat(directory.memberNames("Team")).containsExactly("ada", "kim");

    feed.publish(tenant, Facts.left(Facts.group("g1"), 3, "u1"));
    it().awaitApplied(tenant);
    awaitUsers("kim");

    feed.publish(tenant, Facts.deleted(Facts.group("g1"), 4));
    it().awaitApplied(tenant);
    awaitUsers();
  }

  @Test
  void a_new_mapping_sends_what_differs_by_it_and_nothing_else() {
    start(withMapping("$"));
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ADA")));
    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("kim")));
    it().awaitApplied(tenant);
    int before = server().requests().size();

    it().targets(List.of(withMapping(LOWER)));
    awaitUsers("ada", "kim");
    it().awaitApplied(tenant);

    assertThat(server().requests().subList(before, server().requests().size()))
        .extracting(FakeServer.Request::method)
        .containsExactly("PATCH");
  }

  @Test
  void a_faulty_target_stays_as_it_was_and_the_others_are_untouched() {
    JsonObject good = entry();
    start(good);
    var other = new FakeServer(new ScimDirectory());
    try {
      it().targets(
              List.of(
                  withMapping("{\"userName\": $now()}"),
                  TargetEntries.scim("other-" + tenant, tenant, other.url())));
      await()
          .atMost(Connector.PATIENCE)
          .until(() -> it().troubles().contains("line 1, column 14: '$now' is not allowed"));

      feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ADA")));
      it().awaitApplied(tenant);
      awaitUsers("ADA");
      assertThat(other.requests()).extracting(FakeServer.Request::method).containsExactly("POST");
    } finally {
      other.close();
    }
  }

  @Test
  void a_paused_target_gets_nothing_until_it_goes_on() {
    start(entry().toBuilder().put("paused", true).build());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    await().atMost(Connector.PATIENCE).until(() -> !it().keys(tenant, id(), "waiting").isEmpty());
    assertThat(it().target(tenant, id()).text("state")).contains("paused");
    assertThat(server().requests()).isEmpty();

    it().targets(List.of(entry()));
    awaitUsers("ada");
  }

  @Test
  void a_preview_shows_what_the_target_would_get_and_sends_nothing() {
    start(withMapping(LOWER));
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ADA")));
    it().awaitApplied(tenant);
    int before = server().requests().size();
    String path = "/internal/v1/" + tenant + "/targets/" + id() + "/preview";

    JsonObject configured =
        it().post(path, JsonObject.of("resourceId", new JsonString("u1"))).body();
    assertThat(configured.get("inScope")).isEqualTo(JsonBoolean.TRUE);
    assertThat(configured.text("rule")).contains("there is no scope");
    assertThat(((JsonObject) Objects.requireNonNull(configured.get("input"))).text("userName"))
        .contains("ADA");
    assertThat(((JsonObject) Objects.requireNonNull(configured.get("result"))).text("userName"))
        .contains("ada");

    JsonObject tried = it().post(path, question("{\"userName\": \"x-\" & userName}")).body();
    assertThat(((JsonObject) Objects.requireNonNull(tried.get("result"))).text("userName"))
        .contains("x-ADA");
    assertThat(
            it().post(path, question("{\"userName\": $random()}"))
                .body()
                .text("error")
                .orElseThrow())
        .startsWith("line 1, column 14: '$random' is not allowed");
    assertThat(it().post(path, question("$error(userName)")).body().text("error"))
        .contains("line 1, column 8: the mapping called '$error'");
    assertThat(it().post(path, JsonObject.of("resourceId", new JsonString("nobody"))).status())
        .isEqualTo(404);
    assertThat(it().post(path, JsonObject.EMPTY).status()).isEqualTo(400);
    assertThat(server().requests()).hasSize(before);
  }

  @Test
  void a_preview_takes_a_configuration_that_is_not_saved() {
    start(withMapping(LOWER));
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ADA")));
    it().awaitApplied(tenant);
    String path = "/internal/v1/" + tenant + "/targets/another/preview";
    JsonObject configuration =
        withMapping("{\"userName\": userName, \"externalId\": id}")
            .without("id")
            .without("tenant")
            .without("allowPrivateAddress")
            .with("url", new JsonString("https://crm.example/scim"))
            .with("profile", JsonObject.of("keepsExternalId", JsonBoolean.FALSE));

    JsonObject fitted = it().post(path, draft(configuration)).body();
    assertThat(fitted.get("result")).isInstanceOf(JsonObject.class);
    JsonObject result = (JsonObject) Objects.requireNonNull(fitted.get("result"));
    assertThat(result.text("userName")).contains("ADA");
    assertThat(result.get("externalId")).isNull();

    JsonObject scope = JsonObject.of("filter", new JsonString("userName eq \"lee\""));
    JsonObject outside = it().post(path, draft(configuration.with("scope", scope))).body();
    assertThat(outside.get("inScope")).isEqualTo(JsonBoolean.FALSE);
    assertThat(outside.get("result")).isNull();

    Connector.Answer bad =
        it().post(path, draft(configuration.without("url").with("kinds", new JsonString("x"))));
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.body().text("detail").orElseThrow()).contains("'url'").contains("'kinds'");
    assertThat(it().post(path, draft(configuration.without("kind"))).status()).isEqualTo(400);
    assertThat(it().post(path, JsonObject.of("resourceId", new JsonString("u1"))).status())
        .isEqualTo(404);
  }

  private static JsonObject draft(JsonObject configuration) {
    return JsonObject.builder().put("resourceId", "u1").put("configuration", configuration).build();
  }

  private static JsonObject question(String mapping) {
    return JsonObject.builder().put("resourceId", "u1").put("mapping", mapping).build();
  }

  private static JsonObject typed(String userName, String userType) {
    return Facts.person(userName).toBuilder().put("userType", userType).build();
  }

  private String id() {
    return "crm-" + tenant;
  }

  private JsonObject entry() {
    return TargetEntries.scim(id(), tenant, server().url());
  }

  private JsonObject withMapping(String user) {
    return entry().with("mapping", JsonObject.of("User", new JsonString(user)));
  }

  private JsonObject scoped(JsonObject scope) {
    return entry().with("scope", scope);
  }

  private void start(JsonObject target) {
    connector = Connector.start(Objects.requireNonNull(folder), List.of(target));
  }

  private Connector it() {
    return Objects.requireNonNull(connector);
  }

  private FakeServer server() {
    return Objects.requireNonNull(server);
  }

  private void awaitUsers(String... names) {
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() ->
            assertThat(directory.all("/Users"))
                .extracting(user -> user.text("userName").orElseThrow())
                .containsExactlyInAnyOrder(names));
  }

  private JsonObject awaitParked(String resourceId) {
    await().atMost(Connector.PATIENCE).until(() -> !it().keys(tenant, id(), "parked").isEmpty());
    JsonObject key = it().keys(tenant, id(), "parked").getFirst();
    assertThat(key.text("resourceId")).contains(resourceId);
    return key;
  }
}
