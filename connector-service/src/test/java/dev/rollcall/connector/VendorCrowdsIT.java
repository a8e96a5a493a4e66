package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// More people than a vendor takes at once: its rates, its calls at the same time, and the members
/// of one PATCH are reached.
class VendorCrowdsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CROWD = 130;
  private static final int RATED = 45;
  private static final int UPDATED = 110;
  private static final int DELETED = 25;
  private static final int GROUPS = 9;
  private static final int THROTTLED_MAX = 3;

  /// Without the rates of the profiles it is four and more, however quickly a 429 teaches.
  private static final int RATED_THROTTLED_MAX = 2;

  /// GitHub takes 1,000 members of a group in an hour.
  private static final VendorLimits.PerGroup PER_GROUP = new VendorLimits.PerGroup(100, 3);

  private static final VendorLimits.PerGroup SMALL_GROUP = new VendorLimits.PerGroup(20, 20);
  private static final int SMALL_CROWD = 30;

  /// Snowflake takes 500 requests at the same time.
  private static final int AT_ONCE = 4;

  private final DecisionFeed feed = DecisionFeed.shared();
  private final VendorStage stage = new VendorStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void a_large_group_comes_and_goes_in_pieces_that_are_taken(@TempDir Path folder) {
    List<String> patient = List.of("aws-iam-identity-center", "databricks");
    for (String name : patient) {
      stage.add(name, "crowd", new VendorSimulator(Vendors.of(name)), base(name));
    }
    VendorSimulator github = new VendorSimulator(unrated("github-emu"));
    github.limits().perGroup(PER_GROUP);
    stage.add("github-emu", "crowd", github, base("github-emu").with("rates", none()));
    var snowflake =
        new VendorSimulator(
            Vendors.of("snowflake"), new VendorCrowd(AT_ONCE, Duration.ofMillis(10)));
    stage.add("snowflake", "crowd", snowflake, base("snowflake"), AT_ONCE);
    stage.start(folder);
    String[] people = people("p", CROWD);
    join("crowd", people);
    feed.publish("crowd", Facts.created(Facts.group("g-crowd"), Facts.team("Crowd")));
    feed.publish("crowd", Facts.joined(Facts.group("g-crowd"), 2, people));
    stage.connector().awaitApplied("crowd", PATIENCE);

    List<String> all = List.of("aws-iam-identity-center", "databricks", "github-emu", "snowflake");
    for (String name : all) {
      assertThat(members(name)).as(name).hasSize(CROWD);
    }
    // More than the hour's members: the rest waits, as it was told, and comes.
    assertThat(github.throttled()).isBetween(1, THROTTLED_MAX);
    assertThat(snowflake.crowd().peak()).isBetween(2, AT_ONCE);
    assertThat(snowflake.throttled()).isZero();

    feed.publish("crowd", Facts.left(Facts.group("g-crowd"), 3, people));
    stage.connector().awaitApplied("crowd", PATIENCE);
    for (String name : all) {
      assertThat(members(name)).as(name).isEmpty();
      assertThat(stage.simulator(name).refusals()).as(name).isEmpty();
    }
  }

  /// The same limit as a rate of ours: GitHub never says no, and only the group waits.
  @Test
  void a_group_gets_its_members_as_they_are_taken_and_others_go_on(@TempDir Path folder) {
    VendorSimulator github = new VendorSimulator(unrated("github-emu"));
    github.limits().perGroup(SMALL_GROUP);
    var rate =
        VendorScale.rates("github-emu").stream()
            .filter(it -> it.text("counts").isPresent())
            .map(it ->
                it.with("permits", JsonNumber.of(SMALL_GROUP.members()))
                    .with("perSeconds", JsonNumber.of(SMALL_GROUP.seconds())))
            .toList();
    stage.add(
        "github-emu",
        "paced",
        github,
        base("github-emu").with("rates", new JsonArray(List.<Json>copyOf(rate))));
    stage.start(folder);
    String[] people = people("p", SMALL_CROWD);
    join("paced", people);
    feed.publish("paced", Facts.created(Facts.group("g-crowd"), Facts.team("Crowd")));
    feed.publish("paced", Facts.joined(Facts.group("g-crowd"), 2, people));
    await().atMost(PATIENCE).until(() -> members("github-emu").size() == SMALL_GROUP.members());
    await().atMost(PATIENCE).until(() -> !waitsFor("g-crowd").isEmpty());

    assertThat(waitsFor("g-crowd")).contains("20 changes of members of one group in 20 s");
    join("paced", "later");
    feed.publish("paced", Facts.created(Facts.group("g-other"), Facts.team("Other")));
    feed.publish("paced", Facts.joined(Facts.group("g-other"), 2, "later"));
    await().atMost(PATIENCE).until(() -> github.directory().memberNames("Other").size() == 1);
    assertThat(members("github-emu")).as("it still waits").hasSize(SMALL_GROUP.members());

    stage.connector().awaitApplied("paced", PATIENCE);
    assertThat(members("github-emu")).hasSize(SMALL_CROWD);
    assertThat(github.throttled()).isZero();
  }

  private String waitsFor(String group) {
    return stage.connector().keys("paced", "github-emu", "waiting").stream()
        .filter(it -> it.text("resourceId").filter(group::equals).isPresent())
        .map(it -> it.text("waitsFor").orElse(""))
        .findFirst()
        .orElse("");
  }

  @Test
  void a_rate_that_is_reached_is_kept_within(@TempDir Path folder) {
    for (String name : List.of("slack", "github-emu", "miro")) {
      stage.add(
          name, "rated-" + name, new VendorSimulator(Vendors.of(name).scaled()), profile(name));
    }
    stage.start(folder);
    join("rated-slack", people("s", RATED));
    join("rated-github-emu", people("g", RATED));
    join("rated-miro", people("m", UPDATED));
    stage.connector().awaitApplied("rated-miro", PATIENCE);
    miroUpdatesDeletesAndGroups();

    var throttled = new LinkedHashMap<String, Integer>();
    for (String name : List.of("slack", "github-emu", "miro")) {
      stage.connector().awaitApplied("rated-" + name, PATIENCE);
      throttled.put(name, stage.simulator(name).throttled());
      assertThat(stage.simulator(name).refusals()).as(name).isEmpty();
    }
    assertThat(throttled)
        .allSatisfy((_, times) -> assertThat(times).isLessThanOrEqualTo(RATED_THROTTLED_MAX));
    // More than any period or burst takes, so that all at once would have been refused.
    assertThat(count("slack", "POST /Users 201")).isEqualTo(RATED);
    assertThat(count("github-emu", "POST /Users 201")).isEqualTo(RATED);
    assertThat(count("miro", "PATCH /Users/")).isGreaterThanOrEqualTo(UPDATED);
    assertThat(count("miro", "DELETE /Users/")).isGreaterThanOrEqualTo(DELETED);
    assertThat(count("miro", "PATCH /Groups/")).isGreaterThanOrEqualTo(GROUPS);
  }

  /// Twenty deletions, a hundred updates and five large changes of groups in each period.
  private void miroUpdatesDeletesAndGroups() {
    String tenant = "rated-miro";
    String[] people = people("m", UPDATED);
    for (String each : people) {
      feed.publish(
          tenant,
          Facts.changed(
              Facts.user(each),
              2,
              VendorStage.person(each).with("displayName", new JsonString("New " + each))));
    }
    for (int i = 0; i < GROUPS; i++) {
      feed.publish(tenant, Facts.created(Facts.group("mg" + i), Facts.team("Team " + i)));
      feed.publish(tenant, Facts.joined(Facts.group("mg" + i), 2, Arrays.copyOf(people, 30)));
    }
    stage.connector().awaitApplied(tenant, PATIENCE);
    for (int i = UPDATED - DELETED; i < UPDATED; i++) {
      feed.publish(tenant, Facts.deleted(Facts.user(people[i]), 3));
    }
  }

  private long count(String target, String line) {
    return stage.simulator(target).lines().stream()
        .filter(it -> it.startsWith(line) && !it.endsWith(" 429"))
        .count();
  }

  private void join(String tenant, String... people) {
    for (String each : people) {
      feed.publish(tenant, Facts.created(Facts.user(each), VendorStage.person(each)));
    }
  }

  private static String[] people(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(it -> prefix + it).toArray(String[]::new);
  }

  private List<String> members(String id) {
    return stage.simulator(id).directory().memberNames("Crowd");
  }

  private static Vendor unrated(String name) {
    Vendor vendor = Vendors.of(name);
    return new Vendor(
        name, List.of(), vendor.users(), vendor.groups(), vendor.lists(), vendor.habits());
  }

  private static JsonObject base(String name) {
    return JsonObject.of("base", new JsonString(name));
  }

  private static JsonObject profile(String name) {
    return VendorScale.profile(name).with("pageSize", JsonNumber.of(100));
  }

  private static JsonArray none() {
    return new JsonArray(List.of());
  }
}
