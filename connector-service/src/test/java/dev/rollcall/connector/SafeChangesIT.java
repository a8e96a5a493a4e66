package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes of a live target while its keys are in work.
class SafeChangesIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final String LOWER = "$merge([$, {\"userName\": $lowercase(userName)}])";

  private final DecisionFeed feed = DecisionFeed.shared();
  private final String tenant = "safe-" + TENANTS.incrementAndGet();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private @Nullable Connector connector;
  private @Nullable Path folder;

  @BeforeEach
  void open(@TempDir Path given) {
    folder = given;
  }

  @AfterEach
  void close() {
    it().close();
    server.close();
  }

  @Test
  void a_call_on_its_way_when_a_change_is_taken_back_is_repaired() throws Exception {
    start(entry());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ADA")));
    it().awaitApplied(tenant);
    var done = new CountDownLatch(1);
    server.mood(request -> {
      if (!request.method().equals("PATCH")) {
        return new Mood.Honest();
      }
      var _ = directory.apply(request);
      done.countDown();
      return new Mood.Hangs();
    });
    it().targets(List.of(withMapping(LOWER)));
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(names()).containsExactly("ada");

    server.honest();
    it().targets(List.of(entry()));
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> assertThat(names()).containsExactly("ADA"));
    it().awaitApplied(tenant);
  }

  @Test
  void a_change_whose_answer_was_lost_and_that_is_taken_back_is_repaired() {
    start(entry());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    it().awaitApplied(tenant);
    var first = new AtomicInteger();
    server.mood(request ->
        request.method().equals("PATCH") && first.incrementAndGet() == 1
            ? new Mood.DoesAndDies()
            : new Mood.Honest());
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, Facts.person("eve")));
    await().atMost(Connector.PATIENCE).until(() -> first.get() == 1);
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 3, Facts.person("ada")));
    it().awaitApplied(tenant);
    assertThat(names()).containsExactly("ada");
  }

  @Test
  void a_membership_whose_answer_was_lost_and_that_is_taken_back_is_repaired() {
    start(entry());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    feed.publish(tenant, Facts.created(Facts.group("g1"), Facts.team("Team")));
    it().awaitApplied(tenant);
    var first = new AtomicInteger();
    server.mood(request ->
        request.method().equals("PATCH") && first.incrementAndGet() == 1
            ? new Mood.DoesAndDies()
            : new Mood.Honest());
    feed.publish(tenant, Facts.joined(Facts.group("g1"), 2, "u1"));
    await().atMost(Connector.PATIENCE).until(() -> first.get() == 1);
    feed.publish(tenant, Facts.left(Facts.group("g1"), 3, "u1"));
    it().awaitApplied(tenant);
    assertThat(directory.memberNames("Team")).isEmpty();
  }

  @Test
  void who_comes_into_scope_while_a_group_is_in_work_is_a_member_of_it() throws Exception {
    start(scoped("userType eq \"Employee\""));
    feed.publish(tenant, Facts.created(Facts.user("u1"), typed("ada", "Employee")));
    feed.publish(tenant, Facts.created(Facts.user("u2"), typed("kim", "Guest")));
    feed.publish(tenant, Facts.created(Facts.group("g1"), Facts.team("Team")));
    it().awaitApplied(tenant);
    var adding = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    server.mood(request -> {
      if (request.method().equals("PATCH") && request.path().startsWith("/Groups")) {
        adding.countDown();
        waitFor(goOn);
      }
      return new Mood.Honest();
    });
    feed.publish(tenant, Facts.joined(Facts.group("g1"), 2, "u1", "u2"));
    assertThat(adding.await(20, TimeUnit.SECONDS)).isTrue();
    feed.publish(tenant, Facts.changed(Facts.user("u2"), 2, typed("kim", "Employee")));
    await().atMost(Connector.PATIENCE).untilAsserted(() -> assertThat(names()).contains("kim"));
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> number("SELECT count(*) FROM connector.lane_key WHERE in_scope") == 3);
    goOn.countDown();
    it().awaitApplied(tenant);
    assertThat(directory.memberNames("Team")).containsExactly("ada", "kim");
  }

  @Test
  void a_scope_that_names_no_group_of_the_tenant_changes_nothing_until_there_is_one() {
    start(entry());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    it().awaitApplied(tenant);

    it().targets(
            List.of(
                entry()
                    .with("scope", JsonObject.of("groups", JsonArray.ofStrings(List.of("g9"))))));
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> it().troubles().contains("names 'g9', and the tenant has no group"));
    assertThat(it().target(tenant, id()).text("fault").orElseThrow()).contains("g9");
    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("kim")));
    it().awaitApplied(tenant);
    assertThat(names()).containsExactlyInAnyOrder("ada", "kim");

    feed.publish(
        tenant,
        Facts.created(Facts.group("g9"), Facts.team("Team")),
        Facts.joined(Facts.group("g9"), 1, "u1"));
    await().atMost(Connector.PATIENCE).until(() -> it().troubles().isEmpty());
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> assertThat(names()).containsExactly("ada"));
    assertThat(it().target(tenant, id()).text("fault")).isEmpty();
  }

  @Test
  void who_leaves_by_a_filter_goes_before_others() {
    start(scoped("userType eq \"Employee\""));
    feed.publish(tenant, Facts.created(Facts.user("u1"), typed("ada", "Employee")));
    it().awaitApplied(tenant);
    it().targets(
            List.of(scoped("userType eq \"Employee\"").toBuilder().put("paused", true).build()));
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> it().target(tenant, id()).text("state").filter("paused"::equals).isPresent());

    feed.publish(tenant, Facts.created(Facts.user("u2"), typed("kim", "Employee")));
    feed.publish(tenant, Facts.changed(Facts.user("u1"), 2, typed("ada", "Guest")));
    await().atMost(Connector.PATIENCE).until(() -> it().keys(tenant, id(), "waiting").size() == 2);
    assertThat(number("SELECT priority FROM connector.lane_key WHERE resource_id = 'u1'")).isZero();
    assertThat(number("SELECT priority FROM connector.lane_key WHERE resource_id = 'u2'"))
        .isEqualTo(1);
  }

  @Test
  void an_instance_that_knows_an_older_configuration_delivers_nothing() throws Exception {
    start(withMapping(LOWER));
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ADA")));
    it().awaitApplied(tenant);
    assertThat(names()).containsExactly("ada");
    int before = server.requests().size();
    Path other = Objects.requireNonNull(folder).resolve("other");
    java.nio.file.Files.createDirectories(other);
    try (var newer =
        Connector.start(it().database(), other, List.of(entry()), "INSTANCE_ID=the-other-one")) {
      await()
          .atMost(Connector.PATIENCE)
          .untilAsserted(() -> assertThat(names()).containsExactly("ADA"));
      for (int index = 2; index < 30; index++) {
        feed.publish(tenant, Facts.created(Facts.user("u" + index), Facts.person("KIM" + index)));
      }
      newer.awaitApplied(tenant);
    }
    assertThat(server.requests().subList(before, server.requests().size()))
        .extracting(FakeServer.Request::body)
        .noneMatch(body -> body.contains("kim") || body.contains("ada\""));
  }

  @Test
  void a_target_with_a_fault_after_a_start_gets_nothing_and_loses_nothing() {
    start(entry());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    it().awaitApplied(tenant);
    it().stop();
    it().targets(List.of(withMapping("{\"userName\": $now()}")));
    it().run();
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> it().troubles().contains("it gets nothing until this is mended"));
    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("kim")));
    await().atMost(Connector.PATIENCE).until(() -> it().keys(tenant, id(), "waiting").size() == 1);
    assertThat(names()).containsExactly("ada");
    assertThat(it().target(tenant, id()).text("state")).contains("active");

    it().targets(List.of(entry()));
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> assertThat(names()).containsExactlyInAnyOrder("ada", "kim"));
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private long number(String sql) {
    return Rows.number(it().database(), sql);
  }

  private List<String> names() {
    return directory.all("/Users").stream()
        .map(user -> user.text("userName").orElseThrow())
        .toList();
  }

  private static JsonObject typed(String userName, String userType) {
    return Facts.person(userName).toBuilder().put("userType", userType).build();
  }

  private JsonObject withMapping(String user) {
    return entry().with("mapping", JsonObject.of("User", new JsonString(user)));
  }

  private JsonObject scoped(String filter) {
    return entry().with("scope", JsonObject.of("filter", new JsonString(filter)));
  }

  private String id() {
    return "crm-" + tenant;
  }

  private JsonObject entry() {
    return TargetEntries.scim(id(), tenant, server.url());
  }

  private void start(JsonObject target) {
    connector = Connector.start(Objects.requireNonNull(folder), List.of(target));
  }

  private Connector it() {
    return Objects.requireNonNull(connector);
  }
}
