package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What ingress asks of the query side, over HTTP, after requests were decided.
class DirectoryHttpIT {
  private static final List<String> NAMES =
      List.of("dan", "Ann", "fay", "bob", "Eve", "cid", "gus");

  private static Platform platform;
  private static Service service;

  @BeforeAll
  static void fill_a_directory() throws Exception {
    platform = new Platform();
    service = new Service(platform.settings).awaitReady();
    for (String name : NAMES) {
      platform.decide(
          new Command.CreateResource(
              "User", new ResourceId("id-" + name), Json.object("{'userName': '" + name + "'}")));
    }
    platform.decide(
        new Command.CreateResource(
            "Group",
            new ResourceId("crew"),
            Json.object(
                "{'displayName': 'Crew', 'members': [{'value': 'id-Ann'}, {'value': 'id-bob'}]}")));
  }

  @AfterAll
  static void stop() {
    service.close();
    platform.close();
  }

  @Test
  void a_page_is_cut_out_of_the_sorted_matches() {
    HttpResponse<String> answer =
        service.search(
            "{'resourceTypes': ['User'], 'sortBy': 'userName', 'sortOrder': 'descending', 'startIndex': 2, 'count': 3}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(number(answer, "totalResults")).isEqualTo(7);
    assertThat(number(answer, "startIndex")).isEqualTo(2);
    assertThat(number(answer, "itemsPerPage")).isEqualTo(3);
    assertThat(texts(answer, "userName")).containsExactly("fay", "Eve", "dan");
  }

  @Test
  void without_an_order_pages_follow_the_creation_and_miss_none() {
    var seen = new ArrayList<String>();
    for (int start = 1; start <= NAMES.size(); start += 2) {
      seen.addAll(
          texts(
              service.search(
                  "{'resourceTypes': ['User'], 'count': 2, 'startIndex': " + start + "}"),
              "userName"));
    }
    assertThat(seen).isEqualTo(NAMES);
  }

  @Test
  void a_page_behind_the_end_and_a_page_of_none_are_empty_and_count_all() {
    for (String page :
        List.of("'startIndex': 8", "'startIndex': 2000000000", "'count': 0", "'count': -4")) {
      HttpResponse<String> answer = service.search("{'resourceTypes': ['User'], " + page + "}");
      assertThat(number(answer, "totalResults")).as(page).isEqualTo(7);
      assertThat(number(answer, "itemsPerPage")).as(page).isZero();
      assertThat(texts(answer, "id")).as(page).isEmpty();
    }
  }

  @Test
  void both_types_are_searched_together() {
    HttpResponse<String> answer =
        service.search(
            "{'resourceTypes': ['User', 'Group'], 'filter': 'id eq \\\"crew\\\" or userName eq \\\"ANN\\\"'}");

    assertThat(texts(answer, "id")).containsExactly("id-Ann", "crew");
  }

  @Test
  void a_lookup_has_its_entity_tag_and_nothing_is_sent_to_who_has_it() {
    String path = "/internal/v1/demo/resources/User/id-Ann";
    HttpResponse<String> first = service.read(path);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("ETag")).contains("W/\"1\"");
    assertThat(first.body())
        .contains(Service.BASE_URL + "/Users/id-Ann")
        .contains("\"value\":\"crew\"");

    HttpResponse<String> again = service.read(path, "If-None-Match", "\"x\", W/\"1\"");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).contains("W/\"1\"");
    assertThat(service.read(path, "If-None-Match", "*").statusCode()).isEqualTo(304);
    assertThat(service.read(path, "If-None-Match", "W/\"2\"").statusCode()).isEqualTo(200);
  }

  @Test
  void only_what_was_asked_for_is_shown() {
    JsonObject user =
        Service.json(service.read("/internal/v1/demo/resources/User/id-Ann?attributes=userName"));
    assertThat(user.members().keySet()).containsExactlyInAnyOrder("schemas", "id", "userName");

    JsonObject group =
        Service.json(
            service.read("/internal/v1/demo/resources/Group/crew?excludedAttributes=members"));
    assertThat(group.members()).containsKey("displayName").doesNotContainKey("members");
  }

  @Test
  void members_of_which_nothing_is_asked_for_are_not_shown_at_all() {
    String path = "/internal/v1/demo/resources/Group/crew?";
    for (String query :
        List.of(
            "attributes=members.display",
            "excludedAttributes=members.value,members.type,members.$ref")) {
      assertThat(Service.json(service.read(path + query)).members())
          .as(query)
          .containsKey("id")
          .doesNotContainKey("members");
    }
    assertThat(service.read(path + "attributes=members.value").body())
        .contains("\"members\":[{\"value\":\"id-Ann\"}");
  }

  @Test
  void another_tenant_sees_nothing_of_it() {
    assertThat(service.read("/internal/v1/other/resources/User/id-Ann").statusCode())
        .isEqualTo(404);
    assertThat(service.read("/internal/v1/other/history/id-Ann").statusCode()).isEqualTo(404);
  }

  @Test
  void nothing_is_answered_without_the_internal_token() {
    assertThat(service.get("/internal/v1/demo/resources/User/id-Ann").statusCode()).isEqualTo(401);
    assertThat(service.get("/internal/v1/demo/history/id-Ann").statusCode()).isEqualTo(401);
    assertThat(service.get("/anything").statusCode()).isEqualTo(401);
  }

  @Test
  void what_is_not_there_or_cannot_be_read_is_a_scim_error() {
    assertThat(service.read("/internal/v1/demo/resources/User/crew").statusCode()).isEqualTo(404);
    assertThat(service.read("/internal/v1/demo/resources/Device/d1").statusCode()).isEqualTo(404);
    assertThat(service.search("{'resourceTypes': ['User'], 'filter': 'userName eq'}").body())
        .contains("\"scimType\":\"invalidFilter\"");
    assertThat(service.search("{'resourceTypes': []}").body())
        .contains("\"scimType\":\"invalidValue\"");
    assertThat(service.search("{").body()).contains("\"scimType\":\"invalidSyntax\"");
  }

  private static long number(HttpResponse<String> answer, String name) {
    return Service.json(answer).get(name) instanceof JsonNumber number
        ? number.value().longValueExact()
        : -1;
  }

  private static List<JsonObject> resources(HttpResponse<String> answer) {
    return ((JsonArray) Objects.requireNonNull(Service.json(answer).get("Resources")))
        .elements().stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> texts(HttpResponse<String> answer, String attribute) {
    return resources(answer).stream().map(it -> it.text(attribute).orElseThrow()).toList();
  }
}
