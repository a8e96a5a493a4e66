package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// People join, move and leave at a simulator of every vendor that has a profile, at the same time
/// and through the real lanes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VendorsIT {
  private static final String TENANT = "vendors";
  private static final List<Vendor> VENDORS = Vendor.ALL;
  private static final int CROWD = 130;

  /// Miro takes five reads of groups in 30 s, so that each one more costs six.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final DecisionFeed feed = DecisionFeed.shared();
  private final Map<String, VendorSimulator> simulators = new LinkedHashMap<>();
  private final List<FakeServer> servers = new ArrayList<>();
  private @Nullable Connector connector;

  @BeforeAll
  void live(@TempDir Path folder) {
    var entries = new ArrayList<JsonObject>();
    for (Vendor vendor : VENDORS) {
      entries.add(entry(vendor, TENANT, vendor.profile()));
    }
    for (String patient : List.of("aws-iam-identity-center", "databricks")) {
      entries.add(entry(Vendor.of(patient), "crowd", "crowd-" + patient));
    }
    connector = Connector.start(folder, entries);
    join();
    connector.awaitApplied(TENANT, PATIENCE);
    move();
    connector.awaitApplied(TENANT, PATIENCE);
    leave();
    connector.awaitApplied(TENANT, PATIENCE);
  }

  private JsonObject entry(Vendor vendor, String tenant, String id) {
    var simulator = new VendorSimulator(vendor);
    var server = new FakeServer(simulator);
    simulators.put(id, simulator);
    servers.add(server);
    return TargetEntries.scim(id, tenant, server.url())
        .with("profile", new JsonString(vendor.profile()));
  }

  @AfterAll
  void stop() {
    Objects.requireNonNull(connector).close();
    servers.forEach(FakeServer::close);
  }

  private void join() {
    feed.publish(TENANT, Facts.created(Facts.group("g-sales"), Facts.team("Sales")));
    feed.publish(TENANT, Facts.created(Facts.group("g-all"), Facts.team("All")));
    for (String name : List.of("ada", "bob", "cyd", "dan", "eve")) {
      feed.publish(TENANT, Facts.created(Facts.user(name), person(name)));
    }
    feed.publish(
        TENANT, Facts.created(Facts.user("ina"), person("ina").with("active", JsonBoolean.FALSE)));
    feed.publish(TENANT, Facts.joined(Facts.group("g-sales"), 2, "ada", "bob", "ina"));
    feed.publish(TENANT, Facts.joined(Facts.group("g-all"), 2, "ada", "bob", "cyd", "dan"));
  }

  private void move() {
    feed.publish(
        TENANT,
        Facts.changed(Facts.user("bob"), 2, person("bob").with("title", new JsonString("Lead"))));
    feed.publish(TENANT, Facts.left(Facts.group("g-sales"), 3, "bob"));
    feed.publish(TENANT, Facts.joined(Facts.group("g-sales"), 4, "cyd"));
    feed.publish(TENANT, Facts.deactivated(Facts.user("dan"), 2, person("dan")));
  }

  private void leave() {
    feed.publish(TENANT, Facts.reactivated(Facts.user("dan"), 3, person("dan")));
    feed.publish(TENANT, Facts.deactivated(Facts.user("cyd"), 2, person("cyd")));
    feed.publish(TENANT, Facts.left(Facts.group("g-all"), 3, "eve", "ada"));
    feed.publish(
        TENANT, Facts.left(Facts.group("g-sales"), 5, "ada"), Facts.deleted(Facts.user("ada"), 2));
  }

  private static JsonObject person(String name) {
    return Facts.person(name + "@example.com").toBuilder()
        .put("emails", new JsonArray(List.<Json>of(mail(name, false), mail(name + ".work", true))))
        .build();
  }

  private static JsonObject mail(String name, boolean primary) {
    return JsonObject.builder().put("value", name + "@example.com").put("primary", primary).build();
  }

  @ParameterizedTest
  @FieldSource("VENDORS")
  void nothing_is_refused_and_next_to_nothing_is_too_much(Vendor vendor) {
    VendorSimulator simulator = simulator(vendor);

    assertThat(simulator.refusals()).isEmpty();
    assertThat(simulator.throttled() * 100).isLessThanOrEqualTo(simulator.answered());
  }

  @ParameterizedTest
  @FieldSource("VENDORS")
  void everybody_is_what_they_must_be(Vendor vendor) {
    ScimDirectory directory = simulator(vendor).directory();

    assertThat(directory.user("bob@example.com").orElseThrow().text("title")).contains("Lead");
    assertThat(active(directory, "dan@example.com")).isTrue();
    assertThat(active(directory, "cyd@example.com")).isFalse();
    boolean stays =
        vendor.habits().contains(Vendor.Habit.NO_DELETE)
            || vendor.habits().contains(Vendor.Habit.DELETE_IS_FATAL)
            || vendor.profile().equals("slack");
    if (stays) {
      assertThat(active(directory, "ada@example.com")).isFalse();
    } else {
      assertThat(directory.user("ada@example.com")).isEmpty();
    }
    boolean withheld = vendor.habits().contains(Vendor.Habit.ONLY_ACTIVE);
    assertThat(directory.user("ina@example.com").isEmpty()).isEqualTo(withheld);
    int mails = vendor.habits().contains(Vendor.Habit.ONE_VALUE) ? 1 : 2;
    assertThat(directory.user("bob@example.com").orElseThrow().get("emails"))
        .isInstanceOfSatisfying(
            JsonArray.class,
            it -> {
              assertThat(it.elements()).hasSize(mails);
              assertThat(it.elements()).contains(mail("bob.work", true));
            });
  }

  @ParameterizedTest
  @FieldSource("VENDORS")
  void groups_hold_who_belongs_to_them(Vendor vendor) {
    ScimDirectory directory = simulator(vendor).directory();

    assertThat(directory.memberNames("All"))
        .containsExactly("bob@example.com", "cyd@example.com", "dan@example.com");
    boolean withheld = vendor.habits().contains(Vendor.Habit.ONLY_ACTIVE);
    assertThat(directory.memberNames("Sales"))
        .containsExactlyElementsOf(
            withheld ? List.of("cyd@example.com") : List.of("cyd@example.com", "ina@example.com"));
  }

  @Test
  void a_large_group_comes_and_goes_in_pieces_that_are_taken() {
    String[] people = IntStream.range(0, CROWD).mapToObj(it -> "p" + it).toArray(String[]::new);
    feed.publish("crowd", Facts.created(Facts.group("g-crowd"), Facts.team("Crowd")));
    for (String each : people) {
      feed.publish("crowd", Facts.created(Facts.user(each), Facts.person(each)));
    }
    feed.publish("crowd", Facts.joined(Facts.group("g-crowd"), 2, people));
    Objects.requireNonNull(connector).awaitApplied("crowd");

    for (String id : List.of("crowd-aws-iam-identity-center", "crowd-databricks")) {
      assertThat(members(id)).hasSize(CROWD);
    }
    feed.publish("crowd", Facts.left(Facts.group("g-crowd"), 3, people));
    Objects.requireNonNull(connector).awaitApplied("crowd");
    for (String id : List.of("crowd-aws-iam-identity-center", "crowd-databricks")) {
      assertThat(members(id)).isEmpty();
      assertThat(Objects.requireNonNull(simulators.get(id)).refusals()).isEmpty();
    }
  }

  private List<String> members(String id) {
    return Objects.requireNonNull(simulators.get(id)).directory().memberNames("Crowd");
  }

  private VendorSimulator simulator(Vendor vendor) {
    return Objects.requireNonNull(simulators.get(vendor.profile()));
  }

  private static boolean active(ScimDirectory directory, String userName) {
    return JsonBoolean.TRUE.equals(directory.user(userName).orElseThrow().get("active"));
  }
}
