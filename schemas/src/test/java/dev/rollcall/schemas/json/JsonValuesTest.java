package dev.rollcall.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonValuesTest {

  @Test
  void numbers_are_equal_when_their_values_are() {
    var one = JsonNumber.of(1);
    var same = new JsonNumber(new BigDecimal("1.00"));
    assertThat(same).isEqualTo(one).hasSameHashCodeAs(one);
    assertThat(new JsonNumber(BigDecimal.TEN)).isEqualTo(new JsonNumber(new BigDecimal("1E+1")));
    assertThat(JsonNumber.of(2)).isNotEqualTo(one);
  }

  @Test
  void objects_are_equal_in_any_order_of_their_members_and_keep_their_own() {
    var ab = JsonObject.builder().put("a", 1).put("b", true).build();
    var ba = JsonObject.builder().put("b", true).put("a", 1).build();
    assertThat(ab).isEqualTo(ba).hasSameHashCodeAs(ba);
    assertThat(ba.members().sequencedKeySet()).containsExactly("b", "a");
  }

  @Test
  void what_is_assigned_is_told_from_what_is_not() {
    assertThat(List.of(JsonNull.NULL, JsonArray.EMPTY, JsonObject.EMPTY))
        .allMatch(Json::isUnassigned);
    assertThat(
            List.of(
                new JsonString(""),
                JsonBoolean.FALSE,
                JsonNumber.of(0),
                JsonArray.of(JsonNull.NULL),
                JsonObject.of("a", JsonNull.NULL)))
        .noneMatch(Json::isUnassigned);
  }

  @Test
  void a_value_does_not_change_when_what_it_was_made_of_does() {
    var elements = new ArrayList<Json>();
    var members = new LinkedHashMap<String, Json>();
    var array = new JsonArray(elements);
    var object = new JsonObject(members);
    elements.add(JsonNull.NULL);
    members.put("a", JsonNull.NULL);
    assertThat(array).isEqualTo(JsonArray.EMPTY);
    assertThat(object).isEqualTo(JsonObject.EMPTY);
    assertThatThrownBy(() -> object.members().put("a", JsonNull.NULL))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_changed_copy_leaves_the_original_alone() {
    var before = JsonObject.builder().put("a", 1).put("b", 2).build();
    assertThat(before.with("a", JsonNumber.of(3)).members().sequencedKeySet())
        .containsExactly("a", "b");
    assertThat(before.without("a")).isEqualTo(JsonObject.of("b", JsonNumber.of(2)));
    assertThat(before.without("c")).isSameAs(before);
    assertThat(before.get("a")).isEqualTo(JsonNumber.of(1));
  }

  @Test
  void text_is_given_only_where_there_is_text() {
    var object = JsonObject.builder().put("a", "x").put("n", 1).putIfPresent("gone", null).build();
    assertThat(object.text("a")).contains("x");
    assertThat(object.text("n")).isEmpty();
    assertThat(object.text("gone")).isEmpty();
    assertThat(object.members()).doesNotContainKey("gone");
  }

  @Test
  void what_was_built_stays_as_it_is_when_the_builder_goes_on() {
    var builder = JsonObject.builder().put("a", "1");
    JsonObject first = builder.build();
    JsonObject second = builder.put("b", "2").build();
    JsonObject third = builder.remove("a").build();
    JsonObject fourth = builder.putAll(first.members()).build();
    assertThat(first).isEqualTo(JsonObject.of("a", new JsonString("1")));
    assertThat(second.members().keySet()).containsExactly("a", "b");
    assertThat(third.members().keySet()).containsExactly("b");
    assertThat(fourth.members().keySet()).containsExactly("b", "a");
    assertThat(first.with("c", new JsonString("3")).members().keySet()).containsExactly("a", "c");
    assertThat(first.members().keySet()).containsExactly("a");
  }
}
