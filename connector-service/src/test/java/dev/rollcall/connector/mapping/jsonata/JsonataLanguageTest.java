package dev.rollcall.connector.mapping.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.mapping.MappingLanguage.Read;
import dev.rollcall.connector.mapping.core.Mapping;
import dev.rollcall.connector.mapping.core.Mapping.Outcome;
import dev.rollcall.connector.mapping.core.Mapping.Outcome.Failed;
import dev.rollcall.connector.mapping.core.Mapping.Outcome.Mapped;
import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonataLanguageTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final String INPUT =
      """
      {"userName":"Ada@Example.com","n":7,"big":123456789012345678,"half":0.5,"none":null,
       "name":{"givenName":"Ada","familyName":"Lovelace"},"empty":[],
       "emails":[{"value":"a@example.com","type":"work"},{"value":"b@example.com"}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"u": $lowercase(userName)}                  | {"u":"ada@example.com"}
          {"u": $substringBefore(userName, "@")}       | {"u":"Ada"}
          {"u": name.givenName & " " & name.familyName}| {"u":"Ada Lovelace"}
          {"u": emails[type="work"].value}             | {"u":"a@example.com"}
          {"u": [emails.value]}                        | {"u":["a@example.com","b@example.com"]}
          {"u": n + 1, "v": n / 2, "w": n * 1.0}       | {"u":8,"v":3.5,"w":7}
          {"u": big, "v": half}                        | {"u":123456789012345678,"v":0.5}
          {"u": none, "v": nowhere, "w": null, "x": 1} | {"x":1}
          {"u": $exists(none), "v": $exists(empty)}    | {"u":false,"v":true}
          {"u": $replace("a.b.c", ".", "-", 1)}        | {"u":"a-b.c"}
          {"u": $pad("7", -3, "0"), "v": $pad("7", 3)} | {"u":"007","v":"7  "}
          {"u": $join(emails.value, ", ")}             | {"u":"a@example.com, b@example.com"}
          {"u": $round(2.5), "v": $round(1.25, 1)}     | {"u":2,"v":1.2}
          {"u": userName ~> $lowercase}                | {"u":"ada@example.com"}
          $merge([{"a": 1}, {"b": n > 6 ? "x" : "y"}]) | {"a":1,"b":"x"}
          """)
  void a_mapping_says_what_jsonata_says(String text, String result) {
    assertThat(map(text)).isEqualTo(new Mapped(object(result)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"a": }          | line 1, column 8: something is here that does not belong here
          {"a": 1          | line 1, column 8: the text ends, and something is missing
          {"a": 1} }       | line 1, column 11: something is here that does not belong here
          1 := 2           | line 1, column 2: the left side of ':=' must be a variable
          """)
  void a_text_that_is_no_mapping_is_refused_with_its_place(String text, String sentence) {
    assertThat(new JsonataLanguage(MappingLimits.STANDARD).read(text))
        .isInstanceOfSatisfying(
            Read.Bad.class, bad -> assertThat(bad.fault().in(text)).isEqualTo(sentence));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/*", "a[", "{\"a\"", "function(", "$f(", "a.", "-", "\"\\u1\""})
  void no_broken_text_gets_past_as_anything_but_a_refusal(String text) {
    assertThat(new JsonataLanguage(MappingLimits.STANDARD).read(text)).isInstanceOf(Read.Bad.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          userName                               | the result is not an object
          nowhere                                | the result is not an object
          {"a": function($x){$x}}                | the result holds a function, which is no JSON value
          {"a": $sum(userName)}                  | a function got an array with elements of another kind than it takes
          {"a": userName + 1}                    | the left side of an operator is not a number
          {"a": $number(userName)}               | a text that must be a number is none
          $error("no " & userName)               | the mapping called '$error'
          {"a": $assert(false, userName)}        | an '$assert' of the mapping failed
          {"a": 1e200 * 1e200}                   | a number is too large
          """)
  void an_error_is_told_in_words_without_the_persons_values(String text, String words) {
    assertThat(map(text))
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.why()).contains(words).doesNotContainIgnoringCase("example"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ($f := function($x){ $f($x + 1) }; $f(0))                           | the mapping takes too long: more than 500000 steps
          ($f := function($x){ 1 + $f($x + 1) }; $f(0))                       | the mapping goes deeper than 100 expressions
          [1, ($f := function($x){ $f($x + 1) }; $f(0))]                      | the mapping takes too long: more than 500000 steps
          {"a": $contains($pad("a", 60000, "a"), $pad("a", 30000, "a") & "b")} | the mapping takes too long: more than 500000 steps
          {"a": $split($pad("a", 60000, "a"), $pad("a", 30000, "a") & "b")} | the mapping takes too long: more than 500000 steps
          {"a": $substringBefore($pad("a", 60000, "a"), $pad("a", 30000, "a") & "b")} | the mapping takes too long: more than 500000 steps
          {"a": $substringAfter($pad("a", 60000, "a"), $pad("a", 30000, "a") & "b")} | the mapping takes too long: more than 500000 steps
          {"a": $replace($pad("a", 60000, "a"), $pad("a", 30000, "a") & "b", "c")} | the mapping takes too long: more than 500000 steps
          {"a": [1..1000000]}                                                 | an array or object has more than 5000 values
          {"a": $pad("x", 100000000)}                                         | a text has more than 65536 characters
          {"a": $join([1..5000].("xxxxxxxxxxxxxxxx"), "y")}                           | a text has more than 65536 characters
          {"a": $reduce([1..30], function($a, $b){ $a & $a }, "x")}           | a text has more than 65536 characters
          {"a": $replace($pad("", 10000, "a"), "a", $pad("", 10000, "b"))}    | a text has more than 65536 characters
          {"a": $reduce([1..40], function($a, $b){ {"l": $a, "r": $a} }, 1)}  | an array or object has more than 5000 values
          {"a": $map([1..3000], function($x){ $count([1..3000]) })}           | the mapping takes too long: more than 500000 steps
          """)
  @Timeout(20)
  void a_mapping_that_goes_too_far_is_stopped(String text, String words) {
    assertThat(map(text)).isEqualTo(new Failed(words));
  }

  @Test
  void a_refused_function_cannot_be_reached_by_another_way() {
    // The screening does not let these pass; behind it there is nothing to call either.
    var expression = com.dashjoin.jsonata.Jsonata.jsonata("{\"a\": $now()}");
    new BoundFunctions(100).bind(expression);

    assertThat(new JsonataMapping("", expression, MappingLimits.STANDARD).map(JsonObject.EMPTY))
        .isEqualTo(new Failed("a function that is not allowed was called"));
  }

  @Test
  void the_result_does_not_depend_on_the_order_of_members_or_the_machines_language() {
    Mapping keys = read("{\"k\": $keys($), \"u\": $uppercase(\"title\")}");
    Locale before = Locale.getDefault();
    Outcome turkish;
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      turkish = keys.map(object("{\"b\":1,\"a\":2}"));
    } finally {
      Locale.setDefault(before);
    }

    assertThat(turkish)
        .isEqualTo(new Mapped(object("{\"k\":[\"a\",\"b\"],\"u\":\"TITLE\"}")))
        .isEqualTo(keys.map(object("{\"a\":2,\"b\":1}")));
  }

  @Test
  void one_mapping_serves_many_threads_and_none_sees_anothers_person() throws Exception {
    Mapping mapping = read("{\"u\": $map([1..20], function($i){ userName & $i })[19]}");
    var works =
        IntStream.range(0, 200)
            .<Callable<Boolean>>mapToObj(i ->
                () ->
                    mapping
                        .map(object("{\"userName\":\"p" + i + "-\"}"))
                        .equals(new Mapped(object("{\"u\":\"p" + i + "-20\"}"))))
            .toList();

    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var result : threads.invokeAll(works)) {
        assertThat(result.get()).isTrue();
      }
    }
  }

  private static Outcome map(String text) {
    return read(text).map(object(INPUT));
  }

  private static Mapping read(String text) {
    var read = new JsonataLanguage(MappingLimits.STANDARD).read(text);
    if (!(read instanceof Read.Good(var mapping))) {
      throw new AssertionError(read);
    }
    return mapping;
  }

  private static JsonObject object(String json) {
    return JSON.readObject(json.getBytes(StandardCharsets.UTF_8));
  }
}
