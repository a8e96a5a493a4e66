package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The life of one user and of one group, as an auditor reads it.
class HistoryIT {
  private static final ResourceId ANN = new ResourceId("ann");
  private static final ResourceId BOB = new ResourceId("bob");

  /// As long as a text may be, nearly.
  private static final int LONG = 60_000;

  /// As many as a page may have entries, nearly, and more than one may have bytes.
  private static final int LONG_ONES = 40;

  private static final ResourceId CREW = new ResourceId("crew");

  private static Platform platform;
  private static Service service;

  @BeforeAll
  static void live_a_life() throws Exception {
    platform = new Platform();
    service = new Service(platform.settings).awaitReady();
    platform.decide(
        new Command.CreateResource(
            "User", ANN, Json.object("{'userName': 'ann', 'title': 'Clerk'}")));
    platform.decide(
        new Command.CreateResource(
            "Group", CREW, Json.object("{'displayName': 'Crew', 'members': [{'value': 'ann'}]}")));
    platform.decide(patch("User", ANN, "'replace', 'path': 'title', 'value': 'Lead'"));
    platform.decide(patch("User", ANN, "'replace', 'path': 'emails.[', 'value': 'x'"));
    platform.decide(patch("User", ANN, "'replace', 'path': 'active', 'value': false"));
    platform.decide(patch("Group", CREW, "'remove', 'path': 'members[value eq \\\"ann\\\"]'"));
    platform.decide(new Command.DeleteResource("User", ANN, List.of()));
    platform.decide(
        new Command.CreateResource("User", BOB, Json.object("{'userName': 'bob', 'title': '10'}")));
    for (int i = 1; i <= LONG_ONES; i++) {
      String title = (10 + i) + "x".repeat(LONG);
      platform.decide(patch("User", BOB, "'replace', 'path': 'title', 'value': '" + title + "'"));
    }
  }

  @AfterAll
  static void stop() {
    service.close();
    platform.close();
  }

  @Test
  void a_person_s_history_has_every_request_and_change_with_before_and_after() {
    List<JsonObject> entries = entries("ann", "");

    assertThat(entries.stream().map(HistoryIT::summary))
        .containsExactly(
            "1 create 201 resource.created",
            "2 create 201 members.added",
            "3 patch 200 resource.changed",
            "4 patch 400",
            "5 patch 200 resource.deactivated",
            "6 patch 200 members.removed",
            "7 delete 204 resource.deleted");
    assertThat(change(entries.get(0)).get("before")).isEqualTo(JsonNull.NULL);
    assertThat(title(entries.get(0), "after")).isEqualTo("Clerk");
    assertThat(title(entries.get(2), "before")).isEqualTo("Clerk");
    assertThat(title(entries.get(2), "after")).isEqualTo("Lead");
    assertThat(change(entries.get(5)).text("group")).contains("crew");
    assertThat(title(entries.get(6), "before")).isEqualTo("Lead");
    assertThat(change(entries.get(6)).get("after")).isEqualTo(JsonNull.NULL);
  }

  @Test
  void it_says_who_and_when_and_why_not() {
    List<JsonObject> entries = entries("ann", "");

    JsonObject refused = entries.get(3);
    assertThat(((JsonObject) Objects.requireNonNull(refused.get("actor"))).text("credential"))
        .contains("k1a2b3");
    assertThat(((JsonObject) Objects.requireNonNull(refused.get("actor"))).text("address"))
        .contains("127.0.0.1");
    assertThat(((JsonObject) Objects.requireNonNull(refused.get("outcome"))).text("scimType"))
        .contains("invalidPath");
    assertThat(refused.text("recordedAt")).isPresent();
    assertThat(refused.text("requestId")).isPresent();
  }

  @Test
  void a_group_s_history_names_the_members() {
    List<JsonObject> entries = entries("crew", "");

    assertThat(entries.stream().map(HistoryIT::summary).map(it -> it.split(" ", 2)[0]))
        .startsWith("2", "6");
    assertThat(change(entries.get(1)).get("members"))
        .isEqualTo(JsonArray.ofStrings(List.of("ann")));
  }

  @Test
  void it_is_read_in_pages_to_its_end() {
    var seen = new ArrayList<String>();
    long after = 0;
    do {
      JsonObject page = page("ann", "?limit=3&after=" + after);
      elements(page).forEach(it -> seen.add(summary(it)));
      after =
          page.get("nextAfter") instanceof JsonNumber number ? number.value().longValueExact() : 0;
    } while (after > 0);

    assertThat(seen).isEqualTo(entries("ann", "").stream().map(HistoryIT::summary).toList());
  }

  @Test
  void a_page_ends_where_it_becomes_too_large_and_the_next_one_goes_on() {
    var sizes = new ArrayList<Integer>();
    var changes = new ArrayList<String>();
    long after = 0;
    do {
      JsonObject page = page("bob", "?after=" + after);
      sizes.add(elements(page).size());
      elements(page).stream().skip(after == 0 ? 1 : 0).forEach(it -> changes.add(retitled(it)));
      after =
          page.get("nextAfter") instanceof JsonNumber number ? number.value().longValueExact() : 0;
    } while (after > 0);

    assertThat(sizes).hasSizeBetween(3, 4);
    assertThat(changes)
        .isEqualTo(
            IntStream.range(10, 10 + LONG_ONES).mapToObj(i -> i + " to " + (i + 1)).toList());
  }

  /// The numbers that titles begin with.
  private static String retitled(JsonObject entry) {
    return title(entry, "before").substring(0, 2) + " to " + title(entry, "after").substring(0, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, from 1 to 200",
    "limit=201, from 1 to 200",
    "limit=99999999999, from 1 to 200",
    "limit=few, from 1 to 200",
    "after=last, nextAfter",
    "after=-1, nextAfter",
    "before=3, is not known here"
  })
  void a_page_that_cannot_be_asked_for_so_is_refused(String query, String why) {
    var answer = service.read("/internal/v1/demo/history/ann?" + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(why);
  }

  @Test
  void one_request_is_found_by_its_id_with_its_decision() {
    String id = entries("ann", "").get(2).text("requestId").orElseThrow();

    JsonObject request = Service.json(service.read("/internal/v1/demo/requests/" + id));
    assertThat(((JsonObject) Objects.requireNonNull(request.get("request"))).text("requestId"))
        .contains(id);
    assertThat(service.read("/internal/v1/demo/decisions/" + id).statusCode()).isEqualTo(200);
    assertThat(service.read("/internal/v1/demo/requests/none").statusCode()).isEqualTo(404);
    assertThat(service.read("/internal/v1/demo/decisions/none").statusCode()).isEqualTo(404);
  }

  @Test
  void of_a_stranger_nothing_is_known() {
    assertThat(service.read("/internal/v1/demo/history/nobody").statusCode()).isEqualTo(404);
  }

  private static Command patch(String type, ResourceId id, String operation) {
    return new Command.PatchResource(
        type,
        id,
        List.of(),
        Json.object(
            "{'schemas': ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], 'Operations': [{'op': "
                + operation
                + "}]}"));
  }

  private static JsonObject page(String resource, String query) {
    return Service.json(service.read("/internal/v1/demo/history/" + resource + query));
  }

  private static List<JsonObject> entries(String resource, String query) {
    return elements(page(resource, query));
  }

  private static List<JsonObject> elements(JsonObject page) {
    return ((JsonArray) Objects.requireNonNull(page.get("entries")))
        .elements().stream().map(JsonObject.class::cast).toList();
  }

  private static String summary(JsonObject entry) {
    JsonNumber seq = (JsonNumber) Objects.requireNonNull(entry.get("seq"));
    JsonNumber status =
        (JsonNumber)
            Objects.requireNonNull(
                ((JsonObject) Objects.requireNonNull(entry.get("outcome"))).get("status"));
    String facts =
        changes(entry).stream()
            .map(it -> " " + it.text("fact").orElseThrow())
            .reduce("", String::concat);
    return seq.value() + " " + entry.text("operation").orElseThrow() + " " + status.value() + facts;
  }

  private static List<JsonObject> changes(JsonObject entry) {
    return ((JsonArray) Objects.requireNonNull(entry.get("changes")))
        .elements().stream().map(JsonObject.class::cast).toList();
  }

  private static JsonObject change(JsonObject entry) {
    return changes(entry).getFirst();
  }

  private static String title(JsonObject entry, String side) {
    return ((JsonObject) Objects.requireNonNull(change(entry).get(side))).text("title").orElse("");
  }
}
