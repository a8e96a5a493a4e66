package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.delivery.core.Profile.Listing;
import dev.rollcall.connector.delivery.core.Profile.Paging;
import dev.rollcall.connector.target.Opened;
import dev.rollcall.connector.target.ReadableApp;
import dev.rollcall.connector.target.ReadableApp.Portion;
import dev.rollcall.connector.target.ReadableApp.Reading;
import dev.rollcall.connector.target.ReadableApp.Shown;
import dev.rollcall.connector.target.scim.ScimKind;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Lists of servers that page each in their own way.
class ScimListingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<JsonObject> PEOPLE =
      IntStream.range(0, 250)
          .mapToObj(index ->
              JsonObject.builder().put("id", "r" + index).put("userName", "p" + index).build())
          .toList();

  /// What came of reading to the end.
  private record Outcome(List<String> ids, @Nullable String failure) {}

  @Test
  void a_server_by_the_rfc_shows_everybody_once() {
    assertComplete(read("index", request -> ScimPages.byIndex(PEOPLE, request.query())));
  }

  @Test
  void a_server_that_gives_fewer_than_it_is_asked_for_shows_everybody() {
    assertComplete(read("index", request -> page(request, 30, PEOPLE.size())));
  }

  @Test
  void a_server_without_a_total_shows_everybody() {
    assertComplete(read("index", request -> page(request, 100, null)));
  }

  @Test
  void a_server_whose_total_is_the_number_on_the_page_shows_everybody() {
    assertComplete(
        read(
            "index",
            request -> {
              List<JsonObject> all = slice(from(request), 100);
              return list(all, (long) all.size());
            }));
  }

  @Test
  void a_server_that_answers_404_behind_the_last_page_has_come_to_its_end() {
    assertComplete(
        read(
            "index",
            request ->
                from(request) >= PEOPLE.size() ? Response.of(404) : page(request, 100, null)));
  }

  @Test
  void a_server_that_knows_nothing_of_pages_is_found_out() {
    Outcome outcome = read("index", _ -> list(PEOPLE.subList(0, 100), 250L));

    assertThat(outcome.failure()).contains("the same page again");
  }

  @Test
  void a_server_that_promises_more_than_it_shows_is_not_believed() {
    Outcome outcome = read("index", request -> page(request, 100, 300));

    assertThat(outcome.failure())
        .isEqualTo("The target says that it has 300 and shows 250 of them");
  }

  @Test
  void a_resource_without_an_id_makes_the_list_unusable() {
    Outcome outcome =
        read("index", _ -> list(List.of(JsonObject.builder().put("userName", "x").build()), 1L));

    assertThat(outcome.failure()).contains("without an id");
  }

  @Test
  void an_empty_target_is_empty_with_resources_or_without() {
    assertThat(read("index", _ -> list(List.of(), 0L)).ids()).isEmpty();
    Outcome bare =
        read("index", _ -> Response.json(200, JsonObject.builder().put("totalResults", 0).build()));
    assertThat(bare).isEqualTo(new Outcome(List.of(), null));
    assertThat(read("index", _ -> Response.json(200, JsonObject.EMPTY)).failure())
        .contains("no list");
  }

  @Test
  void cursors_lead_to_the_end() {
    List<String> asked = new ArrayList<>();
    assertComplete(
        read(
            "cursor",
            request -> {
              asked.add(request.query());
              int from = ScimPages.number(request.query(), "cursor", 0);
              int next = from + 100;
              JsonObject page = body(slice(from, 100), null);
              return Response.json(
                  200,
                  next < PEOPLE.size()
                      ? page.toBuilder().put("nextCursor", String.valueOf(next)).build()
                      : page);
            }));
    assertThat(asked)
        .containsExactly("cursor&count=100", "cursor=100&count=100", "cursor=200&count=100");
  }

  @Test
  void a_cursor_that_leads_nowhere_is_found_out() {
    Function<Request, Response> circle =
        request ->
            Response.json(
                200,
                body(slice(request.query().contains("cursor=") ? 100 : 0, 100), null).toBuilder()
                    .put("nextCursor", "c")
                    .build());

    assertThat(read("cursor", circle).failure()).contains("the same cursor again");
  }

  @Test
  void all_at_once_is_all_or_nothing() {
    assertComplete(read("none", _ -> list(PEOPLE, 250L)));
    assertThat(read("none", _ -> list(PEOPLE.subList(0, 100), 250L)).failure())
        .contains("says that it has 250 and shows 100");
  }

  @Test
  void a_failure_can_be_asked_again_where_the_list_stands() {
    var failed = new ArrayList<Integer>();
    var server =
        new FakeServer(request -> {
          if (from(request) == 100 && failed.isEmpty()) {
            failed.add(1);
            return Response.of(503);
          }
          return page(request, 100, 250);
        });
    try (server;
        var opened = open("index", server)) {
      Reading<Shown> reading = ((ReadableApp) opened.app()).read("User");

      assertThat(next(reading)).isInstanceOf(Portion.Page.class);
      assertThat(next(reading))
          .isInstanceOfSatisfying(
              Portion.Failed.class, failure -> assertThat(failure.again()).isTrue());
      assertThat(((Portion.Page<Shown>) next(reading)).items().getFirst().remoteId())
          .isEqualTo("r100");
    }
  }

  private static void assertComplete(Outcome outcome) {
    assertThat(outcome.failure()).isNull();
    assertThat(outcome.ids()).hasSize(PEOPLE.size()).doesNotHaveDuplicates();
  }

  private static Outcome read(String paging, Function<Request, Response> honest) {
    var server = new FakeServer(honest);
    try (server;
        var opened = open(paging, server)) {
      Reading<Shown> reading = ((ReadableApp) opened.app()).read("User");
      var ids = new ArrayList<String>();
      for (int turn = 0; turn < 30; turn++) {
        switch (next(reading)) {
          // A machine under load may answer late: that can be asked for again.
          case Portion.Failed<Shown>(_, var again) when again -> {}
          case Portion.Failed<Shown>(var failure, _) -> {
            return new Outcome(ids, failure.text());
          }
          case Portion.Page<Shown>(var items, var last) -> {
            items.forEach(it -> ids.add(it.remoteId()));
            if (last) {
              return new Outcome(ids, null);
            }
          }
        }
      }
      return new Outcome(ids, "It never ends");
    }
  }

  private static Portion<Shown> next(Reading<Shown> reading) {
    return Objects.requireNonNull(reading.next().block(PATIENCE));
  }

  private static Opened open(String paging, FakeServer server) {
    JsonObject entry =
        JsonObject.builder()
            .put("url", server.url())
            .put("token", "the-token")
            .put("allowPrivateAddress", true)
            .build();
    return Opened.of(new ScimKind(), entry, paged(paging));
  }

  private static Profile paged(String paging) {
    Listing usual = Profile.STANDARD.listing();
    return new Profile(
        "paged",
        Profile.STANDARD.messages(),
        Profile.STANDARD.accounts(),
        Profile.STANDARD.finding(),
        new Listing(
            usual.pageSize(),
            Paging.valueOf(paging.toUpperCase(Locale.ROOT)),
            usual.configPath(),
            usual.showsMembers(),
            usual.readBack()),
        List.of());
  }

  private static int from(Request request) {
    return ScimPages.number(request.query(), "startIndex", 1) - 1;
  }

  private static Response page(Request request, int most, @Nullable Integer total) {
    int count = Math.min(most, ScimPages.number(request.query(), "count", most));
    return list(slice(from(request), count), total == null ? null : (long) total);
  }

  private static List<JsonObject> slice(int from, int count) {
    int start = Math.min(from, PEOPLE.size());
    return PEOPLE.subList(start, Math.min(start + count, PEOPLE.size()));
  }

  private static Response list(List<JsonObject> all, @Nullable Long total) {
    return Response.json(200, body(all, total));
  }

  private static JsonObject body(List<JsonObject> all, @Nullable Long total) {
    var body = JsonObject.builder().put("Resources", new JsonArray(new ArrayList<Json>(all)));
    return total == null ? body.build() : body.put("totalResults", total).build();
  }
}
