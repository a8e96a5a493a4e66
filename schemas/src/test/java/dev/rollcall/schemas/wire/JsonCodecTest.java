package dev.rollcall.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonCodecTest {
  private static final JsonLimits SMALL = new JsonLimits(100, 4, 20, 8, 16);

  private final JsonCodec json = new JsonCodec(SMALL);

  @Test
  void each_kind_of_value_is_read() {
    assertThat(json.read("{\"a\":[1,-2.50,\"é\\n\",true,false,null,{}]}"))
        .isEqualTo(
            JsonObject.of(
                "a",
                JsonArray.of(
                    JsonNumber.of(1),
                    new JsonNumber(new BigDecimal("-2.5")),
                    new JsonString("é\n"),
                    JsonBoolean.TRUE,
                    JsonBoolean.FALSE,
                    JsonNull.NULL,
                    JsonObject.EMPTY)));
  }

  @Test
  void null_is_a_document() {
    assertThat(json.read("null")).isEqualTo(JsonNull.NULL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "\"\"",
        "[]",
        "{}",
        "{\"b\":1,\"a\":2}",
        "[9007199254740993,0.10,1E+5]",
        "[\"\\\"\\\\\\u0000\\t\",\"é😀\"]",
        "[[[[]]]]"
      })
  void what_is_read_is_written_again_with_all_its_digits_and_in_its_order(String text) {
    assertThat(json.writeText(json.read(text))).isEqualTo(text);
    assertThat(new String(json.write(json.read(text)), StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "]",
        "{\"a\":}",
        "{a:1}",
        "{'a':1}",
        "[1,]",
        "[01]",
        "[NaN]",
        "tru",
        "\"a",
        "// c\n1",
        "\uFEFF1x"
      })
  void what_is_not_json_is_malformed(String text) {
    assertThatThrownBy(() -> json.read(text)).isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void bytes_that_are_not_utf_8_are_malformed() {
    byte[] latin1 = {'"', (byte) 0xE9, '"'};
    assertThatThrownBy(() -> json.read(latin1)).isInstanceOf(MalformedJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "1 2", "[]]", "{}x"})
  void nothing_may_follow_the_document(String text) {
    assertThatThrownBy(() -> json.read(text)).isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void a_repeated_member_name_is_malformed_at_any_depth() {
    assertThatThrownBy(() -> json.read("{\"o\":[{\"a\":1,\"a\":2}]}"))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageStartingWith("A member name is repeated");
  }

  @Test
  void member_names_that_differ_in_case_are_two_members() {
    assertThat(json.readObject("{\"a\":1,\"A\":2}".getBytes(StandardCharsets.UTF_8)).members())
        .containsOnlyKeys("a", "A");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[[[[]]]]]",
        "{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}",
        "[\"123456789012345678901\"]",
        "{\"ninechars\":1}",
        "[12345678901234567]",
        "[1.2345678901234567]"
      })
  void a_document_beyond_a_limit_is_malformed_and_says_so(String text) {
    assertThatThrownBy(() -> json.read(text))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageStartingWith("The document goes beyond a limit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[1e9999999999]", "[1e-9999999999]", "[100e2147483647]", "[0.01e-2147483647]"})
  void an_exponent_that_could_not_be_read_again_is_malformed(String text) {
    assertThatThrownBy(() -> json.read(text))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessage("A number has an exponent that cannot be kept");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[1e2147483647]", "[10e2147483646]", "[1e-2147483647]", "[12e-2147483647]"})
  void an_exponent_that_is_read_is_read_again_and_has_a_hash(String text) {
    Json read = json.read(text);
    assertThat(json.read(json.write(read))).isEqualTo(read).hasSameHashCodeAs(read);
  }

  @Test
  void a_document_may_be_as_long_as_the_limit_and_not_a_byte_longer() {
    assertThat(json.read("1" + " ".repeat(99))).isEqualTo(JsonNumber.of(1));
    assertThatThrownBy(() -> json.read("1" + " ".repeat(100)))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessage("The document has more than 100 bytes");
  }

  @Test
  void a_message_tells_the_place_and_nothing_of_the_content() {
    assertThatThrownBy(() -> json.read("{\"a\":\n  amelie}"))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageMatching("Not valid JSON at line 2, column \\d+")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "\"{}\"", "1"})
  void an_object_is_asked_for_and_nothing_else_is_taken(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> json.readObject(bytes))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessage("The document is not a JSON object");
  }
}
