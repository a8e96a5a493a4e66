package dev.rollcall.connector.mapping.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScreeningTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"a": $now()}                  | line 1, column 7: '$now' is not allowed, because it gives something else each time
          $millis()                      | line 1, column 1: '$millis' is not allowed, because it gives something else each time
          (1; $random())                 | line 1, column 5: '$random' is not allowed, because it gives something else each time
          $ ~> $shuffle                  | line 1, column 6: '$shuffle' is not allowed, because it gives something else each time
          ($f := $eval; $f("1"))         | line 1, column 8: '$eval' is not allowed, because it runs a text that nobody has checked
          ($now := 1; $now)              | line 1, column 2: '$now' is not allowed, because it gives something else each time
          ($__evaluate_exit := null; 1)  | line 1, column 2: names that begin with '$__' are the evaluator's own
          $toMillis(a)                   | line 1, column 1: '$toMillis' is not allowed, because it depends on the machine's time zone
          $replace(a, /b+/, "")          | line 1, column 13: a regular expression is not allowed, because it can take any time and memory
          a and /b/                      | line 1, column 7: a regular expression is not allowed, because it can take any time and memory
          "never closed                  | line 1, column 1: the quote is never closed
          1 /* never closed              | line 1, column 3: the comment is never closed
          """)
  void what_does_not_replay_or_has_no_bound_is_refused_with_its_place(
      String text, String sentence) {
    assertThat(faults(text)).containsExactly(sentence);
  }

  static List<String> harmless() {
    return List.of(
        "\"$now()\"",
        "'it\\'s $eval'",
        "`$random`",
        "/* $now() /a/ */ 1",
        "$nowhere",
        "a / b / c",
        "(a) / $b[0] / 2",
        "$uppercase(userName)",
        "$");
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void what_only_looks_like_it_is_not(String text) {
    assertThat(faults(text)).isEmpty();
  }

  @Test
  void the_place_is_told_by_line_and_column() {
    assertThat(faults("{\n  \"a\": $now()\n}"))
        .singleElement()
        .asString()
        .startsWith("line 2, column 8: ");
  }

  @Test
  void too_long_a_text_and_too_many_brackets_are_refused() {
    assertThat(faults(" ".repeat(16 * 1024) + "1"))
        .singleElement()
        .asString()
        .endsWith("a mapping has at most 16384 characters");
    assertThat(faults("(".repeat(33) + "1" + ")".repeat(33)))
        .containsExactly("line 1, column 33: more than 32 brackets inside each other");
    assertThat(faults("(".repeat(32) + "1" + ")".repeat(32))).isEmpty();
  }

  private static List<String> faults(String text) {
    return Screening.of(text, MappingLimits.STANDARD).stream().map(it -> it.in(text)).toList();
  }
}
