package dev.rollcall.connector.parking.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.parking.core.Difference.Change;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Urns;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  @Test
  void the_same_has_no_difference() {
    JsonObject ada = JsonObject.of("userName", text("ada"));

    assertThat(Difference.between(ada, ada)).isEmpty();
  }

  @Test
  void a_field_is_changed_added_or_taken_away() {
    JsonObject before =
        JsonObject.builder().put("userName", "ada").put("title", "Dr").put("active", true).build();
    JsonObject after =
        JsonObject.builder()
            .put("userName", "eve")
            .put("nickName", "e")
            .put("active", false)
            .build();

    assertThat(Difference.between(before, after))
        .containsExactly(
            change("userName", text("ada"), text("eve")),
            change("nickName", null, text("e")),
            change("active", JsonBoolean.TRUE, JsonBoolean.FALSE),
            change("title", text("Dr"), null));
  }

  @Test
  void an_empty_list_and_no_list_are_the_same() {
    assertThat(Difference.between(JsonObject.of("emails", JsonArray.EMPTY), JsonObject.EMPTY))
        .isEmpty();
  }

  @Test
  void a_field_within_another_has_its_path_as_scim_writes_it() {
    JsonObject before =
        JsonObject.builder()
            .put("name", JsonObject.of("givenName", text("Ada")))
            .put(
                Urns.ENTERPRISE_USER,
                JsonObject.builder()
                    .put("department", "A")
                    .put("manager", JsonObject.of("value", text("m1")))
                    .build())
            .build();
    JsonObject after =
        JsonObject.builder()
            .put("name", JsonObject.of("givenName", text("Eve")))
            .put(
                Urns.ENTERPRISE_USER,
                JsonObject.builder()
                    .put("department", "B")
                    .put("manager", JsonObject.of("value", text("m2")))
                    .build())
            .build();

    assertThat(Difference.between(before, after))
        .containsExactly(
            change("name.givenName", text("Ada"), text("Eve")),
            change(Urns.ENTERPRISE_USER + ":department", text("A"), text("B")),
            change(Urns.ENTERPRISE_USER + ":manager.value", text("m1"), text("m2")));
  }

  @Test
  void elements_of_one_type_are_compared_and_their_order_means_nothing() {
    JsonObject before =
        JsonObject.of("emails", JsonArray.of(email("work", "a@x"), email("home", "h@x")));
    JsonObject after =
        JsonObject.of("emails", JsonArray.of(email("home", "h@x"), email("work", "b@x")));

    assertThat(Difference.between(before, after))
        .containsExactly(change("emails[type eq \"work\"].value", text("a@x"), text("b@x")));
  }

  @Test
  void an_element_that_only_one_side_has_is_shown_whole() {
    JsonObject before = JsonObject.of("emails", JsonArray.of(email("home", "h@x")));
    JsonObject after = JsonObject.of("emails", JsonArray.of(email("work", "b@x")));

    assertThat(Difference.between(before, after))
        .containsExactly(
            change("emails[type eq \"work\"]", null, email("work", "b@x")),
            change("emails[type eq \"home\"]", email("home", "h@x"), null));
  }

  @Test
  void simple_values_of_a_list_come_and_go_one_by_one() {
    JsonObject before = JsonObject.of("schemas", JsonArray.of(text("a"), text("b")));
    JsonObject after = JsonObject.of("schemas", JsonArray.of(text("b"), text("c")));

    assertThat(Difference.between(before, after))
        .containsExactly(change("schemas", null, text("c")), change("schemas", text("a"), null));
  }

  @Test
  void what_is_not_there_is_left_out_of_what_is_shown() {
    assertThat(change("title", null, text("Dr")).toJson())
        .isEqualTo(JsonObject.builder().put("path", "title").put("after", "Dr").build());
  }

  private static Change change(String path, @Nullable Json before, @Nullable Json after) {
    return new Change(path, before, after);
  }

  private static JsonObject email(String type, String value) {
    return JsonObject.builder().put("type", type).put("value", value).build();
  }

  private static JsonString text(String value) {
    return new JsonString(value);
  }
}
