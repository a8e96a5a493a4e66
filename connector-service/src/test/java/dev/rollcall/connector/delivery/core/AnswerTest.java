package dev.rollcall.connector.delivery.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Answer.Found;
import dev.rollcall.connector.delivery.core.Answer.NotFound;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a target says that no database keeps.
class AnswerTest {
  @Test
  void a_value_is_kept_with_what_cannot_be_replaced() {
    assertThat(new Found("1", "e", titled("a\0b")).storable())
        .isEqualTo(new Found("1", "e", titled("a\uFFFDb")));
  }

  static Stream<Answer> unnameable() {
    return Stream.of(
        new Created("1\0", null),
        new Created("1", "\0"),
        new Found("\uD83D", null, JsonObject.EMPTY),
        new Found("1", "\0", JsonObject.EMPTY),
        new Done("\0"));
  }

  @ParameterizedTest
  @MethodSource("unnameable")
  void a_name_that_cannot_be_kept_is_a_failure(Answer answer) {
    assertThat(answer.storable())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(FailureKind.UNUSABLE_ANSWER));
  }

  @Test
  void everything_else_is_as_it_was() {
    for (Answer each :
        new Answer[] {
          new Created("1", null), new Found("1", "e", titled("T")), new Done(null), new NotFound()
        }) {
      assertThat(each.storable()).isEqualTo(each);
    }
  }

  private static JsonObject titled(String title) {
    return JsonObject.of("title", new JsonString(title));
  }
}
