package dev.rollcall.connector.mapping.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.TargetShape;
import dev.rollcall.connector.mapping.core.Mapping.Outcome;
import dev.rollcall.connector.mapping.core.Shaped.Flawed;
import dev.rollcall.connector.mapping.core.Shaped.Inside;
import dev.rollcall.connector.mapping.core.Shaped.Outside;
import dev.rollcall.connector.mapping.core.Shaping.Written;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Urns;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ShapingTest {
  private static final JsonObject ADA = Facts.person("ada@example.com");
  private static final JsonObject GONE = ADA.with("active", JsonBoolean.FALSE);

  @Test
  void without_a_mapping_the_resource_goes_as_it_is() {
    assertThat(Shaping.NONE.of(subject(ADA)))
        .isEqualTo(new Inside(TargetShape.of(Facts.user("u1"), ADA, null), "there is no scope"));
  }

  @Test
  void a_mapping_gets_the_resource_with_its_id_and_says_what_the_target_gets() {
    Shaped shaped =
        users(input ->
                JsonObject.of("userName", new JsonString(input.text("id").orElseThrow() + "!")))
            .of(subject(ADA));

    assertThat(((Inside) shaped).shape())
        .isEqualTo(
            JsonObject.builder()
                .put("userName", "u1!")
                .put("schemas", JsonArray.ofStrings(List.of(Urns.USER)))
                .put("externalId", "u1")
                .put("active", true)
                .build());
  }

  @Test
  void a_mapping_cannot_keep_a_leaver_active_or_give_a_resource_another_owner() {
    Shaped shaped =
        users(input ->
                input.toBuilder()
                    .put("active", true)
                    .put("externalId", "somebody")
                    .put("members", "all")
                    .build())
            .of(subject(GONE));

    JsonObject shape = ((Inside) shaped).shape();
    assertThat(shape.get("active")).isEqualTo(JsonBoolean.FALSE);
    assertThat(shape.text("externalId")).contains("u1");
    assertThat(shape.members()).doesNotContainKeys("id", "members");
  }

  @Test
  void a_result_that_no_target_takes_is_a_flaw() {
    assertThat(users(input -> input.without("userName")).of(subject(ADA)))
        .isEqualTo(new Flawed("the result has no text 'userName'", "there is no scope"));
    assertThat(users(input -> input.with("active", new JsonString("yes"))).of(subject(ADA)))
        .isEqualTo(
            new Flawed("the result's 'active' is neither true nor false", "there is no scope"));
  }

  @Test
  void what_no_table_and_no_target_can_hold_is_a_flaw() {
    assertThat(flaw(input -> input.with("nickName", new JsonString("\uD842"))))
        .contains("half a character");
    assertThat(flaw(input -> input.with("n".repeat(257), new JsonString("x"))))
        .contains("a long name");
    assertThat(flaw(input -> input.with("deep", nested(16)))).contains("nested deeper than 16");
    assertThat(users(input -> input.with("deep", nested(15))).of(subject(ADA)))
        .isInstanceOf(Inside.class);
  }

  @Test
  void a_second_spelling_of_what_is_ours_to_say_is_a_flaw() {
    assertThat(
            flaw(input -> input.with("active", JsonBoolean.FALSE).with("Active", JsonBoolean.TRUE)))
        .contains("two spellings");
    assertThat(flaw(input -> input.without("active").with("ACTIVE", JsonBoolean.TRUE)))
        .contains("another spelling");
    assertThat(flaw(input -> input.with(Urns.USER + ":active", JsonBoolean.TRUE)))
        .contains("by its URN");
    JsonObject shape =
        ((Inside) users(input -> input.with("Members", new JsonString("x"))).of(subject(ADA)))
            .shape();
    assertThat(shape.members()).doesNotContainKey("Members");
  }

  private static String flaw(UnaryOperator<JsonObject> mapping) {
    return ((Flawed) users(mapping).of(subject(ADA))).why();
  }

  private static JsonObject nested(int levels) {
    JsonObject inner = JsonObject.of("x", JsonBoolean.TRUE);
    for (int i = 1; i < levels; i++) {
      inner = JsonObject.of("x", inner);
    }
    return inner;
  }

  @Test
  void who_is_out_of_scope_is_not_mapped() {
    Mapping never =
        _ -> {
          throw new AssertionError("mapped");
        };
    var shaping = new Shaping(ScopeTest.scope(null, "g1"), Map.of("User", new Written("", never)));

    assertThat(shaping.of(subject(ADA)))
        .isEqualTo(new Outside("a member of none of the groups g1"));
  }

  @Test
  void the_data_of_an_event_is_what_the_mapping_says_with_our_id_and_nothing_else() {
    JsonObject off = ADA.with("active", JsonBoolean.FALSE);

    assertThat(data(input -> JsonObject.of("nick", new JsonString("a")), ADA))
        .isEqualTo(JsonObject.builder().put("nick", "a").put("id", "u1").build());
    assertThat(data(input -> input.with("id", new JsonString("x")), ADA))
        .isEqualTo(ADA.with("id", new JsonString("u1")));
    assertThat(data(input -> JsonObject.EMPTY.with("active", JsonBoolean.TRUE), off))
        .isEqualTo(JsonObject.builder().put("active", false).put("id", "u1").build());
  }

  private static JsonObject data(UnaryOperator<JsonObject> mapping, JsonObject document) {
    return ((Inside) users(mapping).forEvents().of(subject(document))).shape();
  }

  private static Shaping users(UnaryOperator<JsonObject> mapping) {
    return new Shaping(
        Scope.EVERYTHING,
        Map.of("User", new Written("", input -> new Outcome.Mapped(mapping.apply(input)))));
  }

  private static Subject subject(JsonObject document) {
    return new Subject(Facts.user("u1"), document, Set.of(), null);
  }
}
