package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What only one vendor does: the odd answer, and what becomes of whom it concerns and of nobody
/// else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VendorQuirksIT {
  private static final String TENANT = "quirks";
  private static final String AWS = "aws-iam-identity-center";
  private static final String BLIND = "aws-blind";
  private static final String GITHUB = "github-emu";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /// How many of the first people have all that GitHub needs.
  private static final int FIT = 4;

  private final DecisionFeed feed = DecisionFeed.shared();
  private final VendorStage stage = new VendorStage();

  /// Everybody is fit for every vendor but the poor one, who has a name alone, and the one who is
  /// named below for a vendor.
  @BeforeAll
  void live(@TempDir Path folder) {
    for (Vendor vendor : Vendors.ALL) {
      stage.add(
          vendor.profile(),
          TENANT,
          new VendorSimulator(vendor.scaled()),
          VendorScale.profile(vendor.profile()));
    }
    stage.add(
        BLIND,
        TENANT,
        new VendorSimulator(Vendors.of(AWS)),
        VendorScale.profile(AWS).with("throttledMayHappen", JsonBoolean.FALSE));
    for (String each : List.of(AWS, BLIND)) {
      stage.simulator(each).createsLate("late@corp.example");
    }
    stage.simulator("atlassian").verifies("corp.example");
    stage.simulator("atlassian").hasTaken("Local");
    stage.simulator("salesforce").hasTaken("late@corp.example");
    stage.start(folder);
    // In one decision, so that all are due at the same moment.
    feed.publish(
        TENANT,
        Facts.created(Facts.group("g-team"), Facts.team("Team")),
        Facts.created(Facts.group("g-local"), Facts.team("Local")),
        Facts.created(Facts.user("poor"), Facts.person("poor@corp.example")),
        Facts.created(Facts.user("out"), elsewhere()),
        Facts.created(Facts.user("ada"), VendorStage.person("ada")),
        Facts.created(Facts.user("bob"), VendorStage.person("bob")),
        Facts.created(Facts.user("late"), VendorStage.person("late")),
        Facts.joined(Facts.group("g-team"), 2, "ada", "late"));
    awaitRest();
    feed.publish(TENANT, Facts.deleted(Facts.user("bob"), 2));
    awaitRest();
    feed.publish(TENANT, Facts.created(Facts.user("bob-2"), VendorStage.person("bob")));
    awaitRest();
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  /// Until nothing moves but what is in trouble, or waits for a member who is.
  private void awaitRest() {
    stage.connector().awaitFolded(TENANT, PATIENCE);
    for (String target : targets()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(moving(target)).as(() -> stage.connector().left(TENANT)).isZero());
    }
  }

  private long moving(String target) {
    long waiting =
        stage.connector().keys(TENANT, target, "waiting").stream()
            .filter(it -> it.get("waitsFor") == null)
            .count();
    return waiting + stage.connector().keys(TENANT, target, "working").size();
  }

  private static List<String> targets() {
    var all = new ArrayList<>(List.of(BLIND));
    Vendors.ALL.forEach(vendor -> all.add(vendor.profile()));
    return all;
  }

  @Test
  void aws_creates_somebody_it_answers_429_and_is_not_asked_to_do_it_again() {
    assertThat(creates(AWS)).contains("POST /Users 429").doesNotContain("POST /Users 409");
    assertThat(stage.simulator(AWS).directory().memberNames("Team"))
        .containsExactly("ada@corp.example", "late@corp.example");
    assertThat(accounts(AWS, "late@corp.example")).isEqualTo(1);
  }

  /// What the datum in the profile is for.
  @Test
  void without_that_it_would_be_asked_and_answer_409() {
    assertThat(creates(BLIND)).contains("POST /Users 429", "POST /Users 409");
  }

  @Test
  void whoever_lacks_what_a_vendor_needs_is_parked_with_its_name_and_nothing_is_sent() {
    assertThat(trouble("slack", "poor")).endsWith("the target takes no user without 'emails'");
    assertThat(trouble(GITHUB, "poor"))
        .endsWith("the target takes no user without 'displayName', 'emails'");
    assertThat(trouble("salesforce", "poor"))
        .endsWith("the target takes no user without 'emails', 'entitlements', 'name.familyName'");
    for (Vendor vendor : Vendors.ALL) {
      VendorSimulator simulator = stage.simulator(vendor.profile());
      assertThat(simulator.directory().user("poor@corp.example").isPresent())
          .as(vendor.profile())
          .isEqualTo(vendor.users().required().isEmpty());
      assertThat(simulator.refusals())
          .as(vendor.profile())
          .allMatch(it -> it.endsWith("the domain is not verified"));
    }
  }

  @Test
  void atlassian_takes_nobody_of_another_domain() {
    assertThat(trouble("atlassian", "out")).contains("domain is not verified");
    assertThat(stage.simulator("atlassian").directory().user("ada@corp.example")).isPresent();
  }

  @Test
  void a_group_whose_name_atlassian_uses_itself_is_parked_alone() {
    assertThat(trouble("atlassian", "g-local")).contains("does not show it to us");
    assertThat(stage.simulator("atlassian").directory().memberNames("Team"))
        .containsExactly("ada@corp.example", "late@corp.example");
  }

  @Test
  void
      whom_atlassian_was_told_to_delete_it_keeps_deactivated_and_the_next_of_that_name_is_another() {
    VendorSimulator atlassian = stage.simulator("atlassian");

    assertThat(atlassian.hidden()).extracting(it -> it.get("active")).contains(JsonBoolean.FALSE);
    JsonObject bob = atlassian.directory().user("bob@corp.example").orElseThrow();
    assertThat(bob.text("externalId")).contains("bob-2");
    assertThat(bob.get("id")).isNotEqualTo(atlassian.hidden().getFirst().get("id"));
  }

  @Test
  void a_name_that_is_taken_elsewhere_in_salesforce_is_parked_alone() {
    assertThat(trouble("salesforce", "late")).contains("does not show it to us");
    assertThat(stage.simulator("salesforce").directory().user("ada@corp.example")).isPresent();
    assertThat(stage.simulator("salesforce").lines()).noneMatch(it -> it.startsWith("DELETE /U"));
  }

  @Test
  void github_gets_users_before_groups_and_no_deletion() {
    List<String> lines = stage.simulator(GITHUB).lines();

    int firstGroup = lines.indexOf("POST /Groups 201");
    assertThat(lines.subList(0, firstGroup).stream().filter("POST /Users 201"::equals).count())
        .isEqualTo(FIT);
    assertThat(lines).noneMatch(it -> it.startsWith("DELETE"));
  }

  private List<String> creates(String target) {
    return stage.simulator(target).lines().stream()
        .filter(it -> it.startsWith("POST /Users"))
        .toList();
  }

  private int accounts(String target, String userName) {
    return (int)
        stage.simulator(target).directory().all("/Users").stream()
            .filter(it -> it.text("userName").filter(userName::equals).isPresent())
            .count();
  }

  /// What is said of a key that is parked, or comes again.
  private String trouble(String target, String id) {
    return Stream.of("parked", "failing")
        .flatMap(state -> stage.connector().keys(TENANT, target, state).stream())
        .filter(it -> it.text("resourceId").filter(id::equals).isPresent())
        .map(it -> (JsonObject) Objects.requireNonNull(it.get("lastError")))
        .map(it -> it.text("text").orElse(""))
        .findFirst()
        .orElse("none: " + stage.connector().left(TENANT));
  }

  private static JsonObject elsewhere() {
    return VendorStage.person("out")
        .with("emails", new JsonArray(List.<Json>of(VendorStage.mail("out@other.example", true))))
        .with("title", new JsonString("Guest"));
  }
}
