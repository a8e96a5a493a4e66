package dev.rollcall.standalone.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The judge of the recorded session has to find what is wrong.
final class ExpectationTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final Json DOCUMENT =
      read(
          "{'a': {'b/c': [10, {'d~e': true}]}, 'n': 3, 't': 'text', 'z': null, 'l': [{'v': 1, 'w': 2}]}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/t | 'text'",
        "/n | 3.0",
        "/t | {'matches': '^te'}",
        "/n | {'matches': '^3$'}",
        "/gone | {'absent': true}",
        "/z | {'absent': true}",
        "/l | {'size': 1}",
        "/gone | {'size': 0}",
        "/l | {'contains': {'v': 1}}",
        "/t | {'not': 'other'}",
        "/a/b~1c/0 | 10",
        "/a/b~1c/1/d~0e | true"
      })
  void what_is_as_expected_passes(String pointer, String expected) {
    assertThat(Expectation.check(pointer, JsonPointer.find(DOCUMENT, pointer), read(expected)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/t | 'Text' | instead of",
        "/gone | 'text' | is missing",
        "/n | '3' | instead of",
        "/t | {'matches': '^x'} | not matches",
        "/gone | {'matches': '.*'} | not matches",
        "/t | {'absent': true} | not absent",
        "/l | {'size': 2} | not size",
        "/l | {'contains': {'v': 1, 'w': 3}} | not contains",
        "/t | {'contains': 'text'} | not contains",
        "/t | {'not': 'text'} | not not",
        "/gone | {'not': 'text'} | not not",
        "/t | {'matches': '^te', 'not': 'text'} | not not",
        "/l/0 | {'v': 1} | instead of"
      })
  void what_is_not_gets_one_sentence(String pointer, String expected, String sentence) {
    assertThat(Expectation.check(pointer, JsonPointer.find(DOCUMENT, pointer), read(expected)))
        .hasValueSatisfying(it -> assertThat(it).startsWith(pointer + " is ").contains(sentence));
  }

  @Test
  void a_pointer_past_the_end_or_through_a_scalar_names_nothing() {
    assertThat(JsonPointer.find(DOCUMENT, "/l/1")).isNull();
    assertThat(JsonPointer.find(DOCUMENT, "/l/-1")).isNull();
    assertThat(JsonPointer.find(DOCUMENT, "/l/x")).isNull();
    assertThat(JsonPointer.find(DOCUMENT, "/t/0")).isNull();
    assertThat(JsonPointer.find(DOCUMENT, "")).isEqualTo(DOCUMENT);
  }

  @Test
  void saved_values_are_put_wherever_they_are_named() {
    var saved = Map.of("id", "u1", "other", "u2");
    assertThat(
            Step.substitute(
                read("{'a': ['{{id}}/x', {'b': '{{other}}'}], 'n': 1, 'u': '{{unknown}}'}"), saved))
        .isEqualTo(read("{'a': ['u1/x', {'b': 'u2'}], 'n': 1, 'u': '{{unknown}}'}"));
  }

  @Test
  void the_recording_is_whole() {
    assertThat(ScimSession.entra())
        .hasSizeGreaterThan(90)
        .extracting(Step::number)
        .doesNotHaveDuplicates();
  }

  private static Json read(String text) {
    return JSON.read(text.replace('\'', '"'));
  }
}
