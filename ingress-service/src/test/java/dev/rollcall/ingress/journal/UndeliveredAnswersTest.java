package dev.rollcall.ingress.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.RequestId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class UndeliveredAnswersTest {
  private Instant now = Instant.EPOCH;
  private final UndeliveredAnswers answers =
      new UndeliveredAnswers(2, Duration.ofMinutes(10), clock());

  @Test
  void a_repeat_names_the_first_once() {
    answers.note(print("a"), new RequestId("r1"));
    assertThat(answers.take(print("a"))).contains(new RequestId("r1"));
    assertThat(answers.take(print("a"))).isEmpty();
  }

  @Test
  void another_body_is_no_repeat() {
    answers.note(print("a"), new RequestId("r1"));
    assertThat(answers.take(print("b"))).isEmpty();
  }

  @Test
  void what_is_too_old_is_a_new_wish() {
    answers.note(print("a"), new RequestId("r1"));
    now = now.plus(Duration.ofMinutes(10));
    answers.note(print("b"), new RequestId("r2"));
    assertThat(answers.take(print("a"))).contains(new RequestId("r1"));

    answers.note(print("a"), new RequestId("r1"));
    now = now.plus(Duration.ofMinutes(10)).plusMillis(1);
    assertThat(answers.take(print("a"))).isEmpty();
  }

  @Test
  void the_one_noted_longest_ago_makes_room() {
    answers.note(print("a"), new RequestId("r1"));
    answers.note(print("b"), new RequestId("r2"));
    answers.note(print("a"), new RequestId("r3"));
    answers.note(print("c"), new RequestId("r4"));

    assertThat(answers.take(print("b"))).isEmpty();
    assertThat(answers.take(print("a"))).contains(new RequestId("r3"));
    assertThat(answers.take(print("c"))).contains(new RequestId("r4"));
  }

  private static Fingerprint print(String body) {
    return new Fingerprint(body);
  }

  private Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }
}
