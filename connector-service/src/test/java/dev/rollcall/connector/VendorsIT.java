package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Vendor.Habit;
import dev.rollcall.connector.Vendor.Paging;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// People join, move, are renamed and leave at a simulator of every vendor that has a profile, at
/// the same time and through the real lanes; then every one is read back. With no mapping but the
/// profile's.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VendorsIT {
  private static final String TENANT = "vendors";
  private static final List<Vendor> VENDORS = Vendors.ALL;

  /// Fewer than there are people, so that there are several pages.
  private static final int PAGE = 3;

  private static final int THROTTLED_MAX = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DecisionFeed feed = DecisionFeed.shared();
  private final VendorStage stage = new VendorStage();
  private final Map<String, JsonObject> inStep = new LinkedHashMap<>();
  private final Map<String, JsonObject> changed = new LinkedHashMap<>();

  /// Who was in the group of all before it was emptied behind our back.
  private final Map<String, List<String>> everybody = new LinkedHashMap<>();

  @BeforeAll
  void live(@TempDir Path folder) {
    for (Vendor vendor : VENDORS) {
      stage.add(
          vendor.profile(),
          TENANT,
          new VendorSimulator(vendor.scaled()),
          VendorScale.profile(vendor.profile()).with("pageSize", JsonNumber.of(PAGE)));
    }
    stage.start(folder);
    join();
    stage.connector().awaitApplied(TENANT, PATIENCE);
    move();
    stage.connector().awaitApplied(TENANT, PATIENCE);
    leave();
    stage.connector().awaitApplied(TENANT, PATIENCE);
    VENDORS.forEach(this::ownAttributes);
    readBack(inStep);
    VENDORS.forEach(this::behindOurBack);
    readBack(changed);
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  private void join() {
    feed.publish(TENANT, Facts.created(Facts.group("g-sales"), Facts.team("Sales")));
    feed.publish(TENANT, Facts.created(Facts.group("g-all"), Facts.team("All")));
    for (String name : List.of("ada", "bob", "cyd", "dan", "eve")) {
      feed.publish(TENANT, Facts.created(Facts.user(name), VendorStage.person(name)));
    }
    feed.publish(
        TENANT,
        Facts.created(
            Facts.user("ina"), VendorStage.person("ina").with("active", JsonBoolean.FALSE)));
    feed.publish(TENANT, Facts.joined(Facts.group("g-sales"), 2, "ada", "bob", "ina"));
    feed.publish(TENANT, Facts.joined(Facts.group("g-all"), 2, "ada", "bob", "cyd", "dan"));
  }

  private void move() {
    feed.publish(TENANT, Facts.changed(Facts.user("bob"), 2, called("bob", "Robert")));
    feed.publish(
        TENANT,
        Facts.changed(
            Facts.user("eve"),
            2,
            VendorStage.person("eve").with("userName", new JsonString("eva@corp.example"))));
    feed.publish(TENANT, Facts.changed(Facts.group("g-sales"), 3, Facts.team("Sales EMEA")));
    feed.publish(TENANT, Facts.left(Facts.group("g-sales"), 4, "bob"));
    feed.publish(TENANT, Facts.joined(Facts.group("g-sales"), 5, "cyd"));
    feed.publish(TENANT, Facts.deactivated(Facts.user("dan"), 2, VendorStage.person("dan")));
  }

  private void leave() {
    feed.publish(TENANT, Facts.reactivated(Facts.user("dan"), 3, VendorStage.person("dan")));
    feed.publish(TENANT, Facts.deactivated(Facts.user("cyd"), 2, VendorStage.person("cyd")));
    feed.publish(TENANT, Facts.left(Facts.group("g-all"), 3, "ada"));
    feed.publish(
        TENANT, Facts.left(Facts.group("g-sales"), 6, "ada"), Facts.deleted(Facts.user("ada"), 2));
  }

  private static JsonObject called(String userName, String name) {
    JsonObject person = VendorStage.person(userName);
    JsonObject names = (JsonObject) Objects.requireNonNull(person.get("name"));
    return person
        .with("name", names.with("givenName", new JsonString(name)))
        .with("displayName", new JsonString(name + " Kay"));
  }

  /// What no mapping gives is none of our business.
  private void ownAttributes(Vendor vendor) {
    ScimDirectory directory = simulator(vendor).directory();
    for (JsonObject user : directory.all("/Users")) {
      directory.change(
          "/Users", user.text("id").orElseThrow(), user.with("ims", new JsonString("theirs")));
    }
  }

  /// Bob gets another name, Eva is taken away and all leave the group of all.
  private void behindOurBack(Vendor vendor) {
    ScimDirectory directory = simulator(vendor).directory();
    JsonObject bob = directory.user("bob@corp.example").orElseThrow();
    JsonObject renamed = bob.with("displayName", new JsonString("Bobby"));
    directory.change(
        "/Users",
        bob.text("id").orElseThrow(),
        renamed.with("name", JsonObject.of("givenName", new JsonString("Bobby"))));
    everybody.put(vendor.profile(), directory.memberNames("All"));
    JsonObject all = directory.group("All").orElseThrow();
    directory.change("/Groups", all.text("id").orElseThrow(), all.without("members"));
    directory.remove(
        "/Users", directory.user("eva@corp.example").orElseThrow().text("id").orElseThrow());
  }

  private void readBack(Map<String, JsonObject> into) {
    var runs = new LinkedHashMap<String, String>();
    for (Vendor vendor : VENDORS) {
      runs.put(vendor.profile(), stage.reconcile(TENANT, vendor.profile()));
    }
    runs.forEach((target, run) -> into.put(target, stage.ended(TENANT, target, run, PATIENCE)));
  }

  @ParameterizedTest
  @FieldSource("VENDORS")
  void nothing_is_refused_and_next_to_nothing_is_too_much(Vendor vendor) {
    VendorSimulator simulator = simulator(vendor);

    assertThat(simulator.refusals()).isEmpty();
    assertThat(simulator.throttled()).isLessThanOrEqualTo(THROTTLED_MAX);
  }

  @ParameterizedTest
  @FieldSource("VENDORS")
  void everybody_is_what_they_must_be(Vendor vendor) {
    ScimDirectory directory = simulator(vendor).directory();

    assertThat(active(directory, "dan@corp.example")).isTrue();
    assertThat(active(directory, "cyd@corp.example")).isFalse();
    assertThat(directory.user("eve@corp.example")).isEmpty();
    boolean withheld = vendor.has(Habit.ONLY_ACTIVE);
    assertThat(directory.user("ina@corp.example").isEmpty()).isEqualTo(withheld);
    assertThat(lines(vendor)).contains(withheld ? "PATCH /Users/" : "POST /Users 201");
  }

  @ParameterizedTest
  @FieldSource("VENDORS")
  void who_is_deleted_is_gone_or_off_as_the_vendor_has_it(Vendor vendor) {
    VendorSimulator simulator = simulator(vendor);
    boolean stays =
        vendor.has(Habit.NO_DELETE)
            || vendor.has(Habit.DELETE_IS_FATAL)
            || vendor.has(Habit.DELETE_DEACTIVATES);

    if (stays) {
      assertThat(active(simulator.directory(), "ada@corp.example")).isFalse();
    } else {
      assertThat(simulator.directory().user("ada@corp.example")).isEmpty();
    }
    assertThat(simulator.hidden())
        .extracting(it -> it.text("userName").orElse(""))
        .isEqualTo(
            vendor.has(Habit.DELETE_HIDES) ? List.of("ada@corp.example") : List.<String>of());
  }

  @ParameterizedTest
  @FieldSource("VENDORS")
  void groups_hold_who_belongs_to_them(Vendor vendor) {
    ScimDirectory directory = simulator(vendor).directory();

    assertThat(directory.group("Sales")).isEmpty();
    assertThat(everybody.get(vendor.profile()))
        .containsExactly("bob@corp.example", "cyd@corp.example", "dan@corp.example");
    assertThat(directory.memberNames("Sales EMEA"))
        .containsExactlyElementsOf(
            vendor.has(Habit.ONLY_ACTIVE)
                ? List.of("cyd@corp.example")
                : List.of("cyd@corp.example", "ina@corp.example"));
  }

  @ParameterizedTest
  @FieldSource("VENDORS")
  void read_back_page_by_page_nothing_differs_but_what_was_changed_there(Vendor vendor) {
    JsonObject first = Objects.requireNonNull(inStep.get(vendor.profile()));
    JsonObject second = Objects.requireNonNull(changed.get(vendor.profile()));
    if (vendor.lists().paging() == Paging.SEARCHES_ONLY) {
      assertThat(first.text("state")).contains("failed");
      assertThat(first.text("says").orElseThrow()).contains("lists nobody");
      return;
    }

    assertThat(first.text("state")).as(first.toString()).contains("done");
    assertThat(found(first)).isEmpty();
    if (vendor.has(Habit.HIDES_MEMBERS)) {
      assertThat(found(second)).isEqualTo(Map.of("drift", 1, "missing", 1));
      assertThat(second.get("groupsNotCompared")).isEqualTo(JsonNumber.of(2));
      assertThat(second.text("says").orElseThrow()).contains("shows no members");
    } else {
      assertThat(found(second)).isEqualTo(Map.of("drift", 1, "missing", 1, "member_missing", 3));
      assertThat(second.get("groupsNotCompared")).isEqualTo(JsonNumber.of(0));
    }
    long pages = simulator(vendor).lines().stream().filter("GET /Users 200"::equals).count();
    assertThat(pages).isGreaterThanOrEqualTo(4);
  }

  private static Map<String, Integer> found(JsonObject run) {
    var found = new LinkedHashMap<String, Integer>();
    ((JsonObject) Objects.requireNonNull(run.get("findings")))
        .members()
        .forEach((kind, number) -> {
          int count = ((JsonNumber) number).value().intValueExact();
          if (count > 0) {
            found.put(kind, count);
          }
        });
    return found;
  }

  private String lines(Vendor vendor) {
    return String.join("\n", simulator(vendor).lines());
  }

  private VendorSimulator simulator(Vendor vendor) {
    return stage.simulator(vendor.profile());
  }

  private static boolean active(ScimDirectory directory, String userName) {
    return JsonBoolean.TRUE.equals(directory.user(userName).orElseThrow().get("active"));
  }
}
