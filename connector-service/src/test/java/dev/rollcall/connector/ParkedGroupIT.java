package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A group of which the target refuses something is parked; what happens to it later is tried.
class ParkedGroupIT extends OneTargetCase {
  private static final String TEAM = "Team";

  /// More than one turn passes over.
  private static final int REFUSED = 12;

  ParkedGroupIT() {
    super("parked");
  }

  @Test
  void who_leaves_or_joins_does_not_wait_for_what_is_refused_of_the_group_itself() {
    parkByItsName();

    people("eve");
    feed.publish(tenant, Facts.left(Facts.group("g1"), 4, "ada"));
    feed.publish(tenant, Facts.joined(Facts.group("g1"), 5, "eve"));

    awaitMembers("eve", "kim");
    awaitParked();
  }

  @Test
  void who_gets_an_account_after_the_group_was_parked_joins_it() {
    start(scim());
    people("ada", "kim");
    it().awaitApplied(tenant);
    String refused = remoteId("ada");
    var open = new AtomicInteger();
    server.mood(request -> {
      if (isRefused(request, refused)) {
        return new Mood.Says(Response.of(400));
      }
      boolean late = request.method().equals("POST") && request.body().contains("\"late\"");
      return late && open.get() == 0 ? new Mood.Says(Response.of(400)) : new Mood.Honest();
    });
    people("late");
    group("ada", "kim", "late");
    awaitMembers("kim");
    await().atMost(Connector.PATIENCE).until(() -> it().keys(tenant, id(), "parked").size() == 2);

    open.set(1);
    feed.publish(tenant, Facts.changed(Facts.user("late"), 2, Facts.person("late")));

    awaitMembers("kim", "late");
    awaitParked();
  }

  @Test
  void who_comes_after_many_who_are_refused_is_not_hidden_by_them() {
    start(scim());
    String[] strangers =
        IntStream.range(0, REFUSED).mapToObj(it -> "stranger-" + it).toArray(String[]::new);
    people(strangers);
    people("ada", "kim");
    it().awaitApplied(tenant);
    List<String> refused = List.of(strangers).stream().map(this::remoteId).toList();
    server.mood(request ->
        refused.stream().anyMatch(id -> isRefused(request, id))
            ? new Mood.Says(Response.of(400))
            : new Mood.Honest());
    group(strangers);
    awaitParked();
    assertThat(refused())
        .hasSizeGreaterThan(REFUSED / 2)
        .allMatch(member -> member.startsWith("stranger-"));

    feed.publish(tenant, Facts.joined(Facts.group("g1"), 3, "ada"));
    awaitMembers("ada");
    awaitParked();
    feed.publish(tenant, Facts.joined(Facts.group("g1"), 4, "kim"));
    awaitMembers("ada", "kim");
    awaitParked();
    feed.publish(tenant, Facts.left(Facts.group("g1"), 5, "ada"));
    awaitMembers("kim");
  }

  @Test
  void a_change_of_what_has_been_parked_for_days_has_a_schedule_of_its_own() {
    hasAScheduleOfItsOwn(
        () -> feed.publish(tenant, Facts.left(Facts.group("g1"), 4, "ada")), "kim");
  }

  @Test
  void so_has_what_is_tried_again_by_a_new_token() {
    hasAScheduleOfItsOwn(
        () -> it().targets(List.of(scim().with("token", new JsonString("new")))), "ada", "kim");
  }

  @Test
  void so_has_what_is_looked_at_again_by_a_new_scope() {
    JsonObject everybody = JsonObject.of("filter", new JsonString("userName pr"));
    hasAScheduleOfItsOwn(
        () -> it().targets(List.of(scim().with("scope", everybody))), "ada", "kim");
  }

  @Test
  void so_has_what_a_target_is_sent_that_was_away() {
    hasAScheduleOfItsOwn(
        () -> {
          it().targets(List.of());
          await()
              .atMost(Connector.PATIENCE)
              .until(() ->
                  Rows.texts(it().database(), "SELECT state FROM connector.lane")
                      .equals(List.of("removed")));
          it().targets(List.of(scim()));
        },
        "ada",
        "kim");
  }

  private void hasAScheduleOfItsOwn(Runnable again, String... members) {
    parkByItsName();
    Rows.execute(
        it().database(),
        "UPDATE connector.lane_key SET attempt = 24,"
            + " first_failed_at = now() - interval '100 hours',"
            + " last_failed_at = now() - interval '28 hours' WHERE state = 'parked'");

    var failures = new AtomicInteger();
    server.mood(request ->
        request.method().equals("PATCH") && failures.incrementAndGet() <= 2
            ? new Mood.Says(Response.of(500))
            : new Mood.Honest());
    again.run();

    awaitMembers("Forbidden", List.of(members));
    assertThat(failures).hasValueGreaterThan(2);
  }

  /// Whom the dead letter of the group names.
  private List<String> refused() {
    JsonObject letter = it().get(path("/deadletters/g1")).body();
    JsonObject refused = object(object(letter, "members"), "refused");
    return ((JsonArray) Objects.requireNonNull(refused.get("sample")))
        .elements().stream().map(it -> ((JsonString) it).value()).toList();
  }

  private static JsonObject object(JsonObject of, String name) {
    return (JsonObject) Objects.requireNonNull(of.get(name));
  }

  private void people(String... names) {
    for (String name : names) {
      feed.publish(tenant, Facts.created(Facts.user(name), Facts.person(name)));
    }
  }

  private void group(String... members) {
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team(TEAM)),
        Facts.joined(Facts.group("g1"), 2, members));
  }

  private String remoteId(String userName) {
    return directory.user(userName).orElseThrow().text("id").orElseThrow();
  }

  private static boolean isRefused(Request request, String remoteId) {
    return request.method().equals("PATCH") && request.body().contains('"' + remoteId + '"');
  }

  private void awaitMembers(String... names) {
    awaitMembers(TEAM, List.of(names));
  }

  private void awaitMembers(String group, List<String> names) {
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> assertThat(directory.memberNames(group)).isEqualTo(names));
  }

  /// A group of ada and kim whose new name the app refuses.
  private void parkByItsName() {
    start(scim());
    people("ada", "kim");
    group("ada", "kim");
    it().awaitApplied(tenant);
    server.mood(request ->
        request.body().contains("Forbidden") ? new Mood.Says(Response.of(400)) : new Mood.Honest());
    feed.publish(tenant, Facts.changed(Facts.group("g1"), 3, Facts.team("Forbidden")));
    awaitParked();
  }

  private void awaitParked() {
    await()
        .atMost(Connector.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() ->
            it().keys(tenant, id(), "parked").stream()
                .anyMatch(key -> key.text("resourceId").filter("g1"::equals).isPresent()));
  }
}
