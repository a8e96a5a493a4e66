package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.connector.target.Opened;
import dev.rollcall.connector.target.ReadableApp;
import dev.rollcall.connector.target.ReadableApp.Portion;
import dev.rollcall.connector.target.ReadableApp.Shown;
import dev.rollcall.connector.target.rest.RestKind;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lists as apps give them: whoever is left out would look as if they were missing.
class RestListingTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final String PAGES = "\"path\":\"/p?n={page}\",\"paging\":{\"by\":\"page\"}";
  private static final String OFFSETS =
      "\"path\":\"/p?from={offset}&limit={pageSize}\",\"paging\":{\"by\":\"offset\"}";
  private static final String CURSORS =
      "\"path\":\"/p\",\"paging\":{\"by\":\"cursor\",\"next\":\"/next\",\"path\":\"/p?c={cursor}\"}";
  private static final String LINKS = "\"path\":\"/p\",\"paging\":{\"by\":\"link\"}";

  private final Map<String, Response> answers = new LinkedHashMap<>();
  private final FakeServer server = new FakeServer(this::answer);

  @AfterEach
  void close() {
    server.close();
  }

  private Response answer(Request request) {
    return answers.getOrDefault(request.uri() + request.body(), Response.of(404));
  }

  @Test
  void pages_are_counted_until_one_is_empty() {
    answers.put("/p?n=1", page(1, 2));
    answers.put("/p?n=2", page(3));
    answers.put("/p?n=3", page());

    assertThat(ids(PAGES)).containsExactly("1", "2", "3");
  }

  @Test
  void the_first_page_may_have_the_number_0_and_none_need_be_behind_the_last() {
    answers.put("/p?n=0", page(1, 2));
    answers.put("/p?n=1", page(3, 4));

    assertThat(ids(PAGES.replace("\"page\"}", "\"page\",\"first\":0}")))
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void an_offset_goes_by_what_was_shown_and_not_by_what_was_asked_for() {
    answers.put("/p?from=0&limit=2", page(1));
    answers.put("/p?from=1&limit=2", page(2, 3));
    answers.put("/p?from=3&limit=2", page());

    assertThat(ids(OFFSETS)).containsExactly("1", "2", "3");
  }

  @Test
  void a_total_spares_the_empty_page() {
    answers.put("/p?n=1", json("{\"all\":3,\"items\":[{\"id\":1},{\"id\":2}]}"));
    answers.put("/p?n=2", json("{\"all\":3,\"items\":[{\"id\":3}]}"));

    assertThat(ids(PAGES + ",\"total\":\"/all\"")).containsExactly("1", "2", "3");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void a_cursor_may_have_any_letters_and_an_empty_page_before_the_last() {
    answers.put("/p", json("{\"next\":\"a&b=/\",\"items\":[{\"id\":1}]}"));
    answers.put("/p?c=a%26b%3D%2F", json("{\"next\":7,\"items\":[]}"));
    answers.put("/p?c=7", json("{\"next\":\"\",\"items\":[{\"id\":2}]}"));

    assertThat(ids(CURSORS)).containsExactly("1", "2");
  }

  @Test
  void a_list_that_is_asked_for_by_post_has_the_cursor_in_its_body() {
    String list =
        "\"path\":\"/p\",\"body\":\"{'after': cursor, 'size': $number(pageSize)}\","
            + "\"paging\":{\"by\":\"cursor\",\"next\":\"/next\",\"path\":\"/p\"}";
    answers.put("/p{\"size\":2}", json("{\"next\":\"b\",\"items\":[{\"id\":1}]}"));
    answers.put("/p{\"after\":\"b\",\"size\":2}", json("{\"items\":[{\"id\":2}]}"));

    assertThat(ids(list)).containsExactly("1", "2");
  }

  @Test
  void a_link_leads_on_in_the_header_or_in_the_body() {
    answers.put("/p", linked("</x>; rel=\"prev\", </p?two>; title=\"a, b\"; rel=\"next last\"", 1));
    answers.put("/p?two", linked("<" + server.url() + "/p?three>;rel=next", 2));
    answers.put("/p?three", linked("</p>; rel=\"first\"", 3));
    assertThat(ids(LINKS)).containsExactly("1", "2", "3");

    answers.put("/p", json("{\"links\":{\"next\":\"/p?four\"},\"items\":[{\"id\":1}]}"));
    answers.put("/p?four", json("{\"links\":{\"next\":null},\"items\":[{\"id\":2}]}"));
    assertThat(ids(LINKS.replace("\"link\"}", "\"link\",\"next\":\"/links/next\"}")))
        .containsExactly("1", "2");
  }

  @Test
  void a_query_alone_is_a_link_and_letter_case_does_not_count() {
    answers.put("/p", linked("<?two>; Rel=\"Next\"", 1));
    answers.put("/p?two", page(2));

    assertThat(ids(LINKS)).containsExactly("1", "2");
  }

  @Test
  void a_header_without_end_is_no_link() {
    answers.put("/p", linked("</p?two>" + ";".repeat(7_000), 1));

    assertThat(ids(LINKS)).containsExactly("1");
  }

  @Test
  void what_is_refused_behind_all_that_was_promised_was_the_end() {
    answers.put("/p?n=1", json("{\"all\":2,\"items\":[{\"id\":1},{\"id\":2}]}"));
    answers.put("/p?n=2", new Response(400, Map.of(), "no such page"));

    assertThat(ids(PAGES + ",\"total\":\"/all\"")).containsExactly("1", "2");

    answers.put("/p?n=1", json("{\"all\":3,\"items\":[{\"id\":1},{\"id\":2}]}"));
    assertThat(failure(PAGES + ",\"total\":\"/all\"")).contains("no such page");
  }

  @Test
  void a_link_that_leads_elsewhere_is_not_followed() {
    var other = new FakeServer(_ -> page());
    try (other) {
      answers.put("/p", linked("<" + other.url() + "/p>; rel=\"next\"", 1));

      assertThat(failure(LINKS))
          .isEqualTo("The app's next page is at another address than the app");
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void a_resource_that_the_expression_leaves_out_counts_for_the_offset() {
    answers.put("/p?from=0&limit=2", json("{\"items\":[{\"id\":1,\"robot\":true},{\"id\":2}]}"));
    answers.put("/p?from=2&limit=2", page());

    assertThat(ids(OFFSETS + ",\"answer\":\"body.robot ? false : body.id\"")).containsExactly("2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"data":[]} | The app's answer has no list where 'items' says
          {"items":{}} | What 'items' names in the app's answer is no list
          {"items":[{"name":"x"}]} | The app's list has something without an id
          {"items":[{"id":true}]} | The expression for the answer gives no id
          never mind | The answer is not JSON
          {"items":[{"id":1}],"next":{"x":1}} | What 'next' names in the app's answer is no text
          """)
  void what_is_no_list_ends_it_with_a_reason(String body, String reason) {
    answers.put("/p", json(body));

    assertThat(failure(CURSORS)).isEqualTo(reason);
  }

  @Test
  void a_list_without_end_is_ended() {
    answers.put("/p?n=1", page(1, 2));
    answers.put("/p?n=2", page(1, 2));
    assertThat(failure(PAGES))
        .isEqualTo("The app shows the same page again when it is asked for the next one");

    answers.put("/p", json("{\"next\":\"a\",\"items\":[{\"id\":1}]}"));
    answers.put("/p?c=a", json("{\"next\":\"a\",\"items\":[{\"id\":2}]}"));
    assertThat(failure(CURSORS)).isEqualTo("The app names the same next page again");
  }

  @Test
  void a_list_that_ends_before_its_total_is_none() {
    answers.put("/p?n=1", json("{\"all\":3,\"items\":[{\"id\":1},{\"id\":2}]}"));
    answers.put("/p?n=2", json("{\"all\":3,\"items\":null}"));
    assertThat(failure(PAGES + ",\"total\":\"/all\""))
        .isEqualTo("The app says that it has 3 and shows 2 of them");

    answers.remove("/p?n=2");
    assertThat(failure(PAGES + ",\"total\":\"/all\""))
        .isEqualTo("The app says that it has 3 and shows 2 of them");

    answers.put("/p", json("{\"all\":9,\"items\":[{\"id\":1}]}"));
    assertThat(failure("\"path\":\"/p\",\"total\":\"/all\""))
        .isEqualTo("The app says that it has 9 and shows 1 of them");
  }

  private List<String> ids(String list) {
    var ids = new ArrayList<String>();
    assertThat(read(list, ids::add)).isEmpty();
    return ids;
  }

  private String failure(String list) {
    return read(list, _ -> {});
  }

  /// Reads to the end, and returns why it could not; empty where it could.
  private String read(String list, Consumer<String> seen) {
    JsonObject entry =
        JSON.readObject(
            """
            {"url": "%s", "allowPrivateAddress": true, "operations": {"User": {
              "find": {"method": "GET", "path": "/f", "answer": "/id"},
              "create": {"method": "POST", "path": "/p", "answer": "/id"},
              "update": {"method": "PUT", "path": "/p/{remoteId}"},
              "delete": {"method": "DELETE", "path": "/p/{remoteId}"},
              "read": {"method": "GET", "path": "/p/{remoteId}", "answer": "/id"},
              "list": {"method": "%s", "items": "/items", %s}}}}
            """
                .formatted(server.url(), list.contains("\"body\"") ? "POST" : "GET", list)
                .getBytes(StandardCharsets.UTF_8));
    var kind = new RestKind(new JsonataLanguage(MappingLimits.STANDARD));
    try (var target = Opened.paged(kind, entry, 2)) {
      var reading = ((ReadableApp) target.app()).read("User");
      for (int turn = 0; turn < 20; turn++) {
        switch (Objects.requireNonNull(reading.next().block(Opened.TOTAL))) {
          case Portion.Failed<Shown>(var failure, _) -> {
            return failure.text();
          }
          case Portion.Page<Shown>(var items, var last) -> {
            items.forEach(it -> seen.accept(it.remoteId()));
            if (last) {
              return "";
            }
          }
        }
      }
    }
    throw new AssertionError("The reading never ends");
  }

  private static Response page(int... ids) {
    var items = new ArrayList<String>();
    for (int id : ids) {
      items.add("{\"id\":" + id + "}");
    }
    return json("{\"items\":[" + String.join(",", items) + "]}");
  }

  private static Response linked(String link, int id) {
    return new Response(200, Map.of("Link", link), page(id).body());
  }

  private static Response json(String text) {
    return new Response(200, Map.of("Content-Type", "application/json"), text);
  }
}
