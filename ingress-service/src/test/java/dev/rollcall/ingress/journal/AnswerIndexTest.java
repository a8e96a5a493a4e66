package dev.rollcall.ingress.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnswerIndexTest {
  private Instant now = Instant.EPOCH;
  private final AnswerIndex answers = new AnswerIndex(2, Duration.ofMinutes(10), clock());

  @Test
  void a_repeat_names_the_first_once() {
    answers.note(print("a"), new RequestId("r1"));
    assertThat(answers.take(print("a"))).containsExactly(new RequestId("r1"));
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
    assertThat(answers.take(print("a"))).containsExactly(new RequestId("r1"));

    answers.note(print("a"), new RequestId("r1"));
    now = now.plus(Duration.ofMinutes(10)).plusMillis(1);
    assertThat(answers.take(print("a"))).isEmpty();
  }

  @Test
  void the_one_noted_longest_ago_makes_room() {
    answers.note(print("a"), new RequestId("r1"));
    answers.note(print("b"), new RequestId("r2"));
    answers.note(print("c"), new RequestId("r3"));

    assertThat(answers.take(print("a"))).isEmpty();
    assertThat(answers.take(print("b"))).containsExactly(new RequestId("r2"));
    assertThat(answers.take(print("c"))).containsExactly(new RequestId("r3"));
  }

  @Test
  void of_equal_ones_the_first_is_the_first_to_be_repeated() {
    var many = new AnswerIndex(10, Duration.ofMinutes(10), clock());
    many.guess(print("a"), new RequestId("guess"));
    for (String id : List.of("r1", "r2", "r1", "r3", "r4", "r5")) {
      many.note(print("a"), new RequestId(id));
    }
    many.guess(print("a"), new RequestId("r1"));
    assertThat(many.take(print("a")))
        .extracting(RequestId::value)
        .containsExactly("r1", "r2", "r3", "r4", "guess");
    assertThat(many.take(print("a"))).isEmpty();
  }

  @Test
  void what_may_be_lost_takes_no_room_from_what_is() {
    answers.note(print("a"), new RequestId("r1"));
    for (String body : List.of("b", "c", "d")) {
      answers.guess(print(body), new RequestId("guess-" + body));
    }
    assertThat(answers.take(print("a"))).containsExactly(new RequestId("r1"));
    assertThat(answers.take(print("b"))).isEmpty();
    assertThat(answers.take(print("d"))).containsExactly(new RequestId("guess-d"));
  }

  @Test
  void a_tenant_with_many_costs_another_one_nothing() {
    var three = new AnswerIndex(3, Duration.ofMinutes(10), clock());
    three.note(print("calm", "a"), new RequestId("calm-1"));
    for (String body : List.of("b", "c", "d", "e")) {
      three.note(print(body), new RequestId("crowd-" + body));
    }
    three.note(print("late", "a"), new RequestId("late-1"));

    assertThat(three.take(print("calm", "a"))).containsExactly(new RequestId("calm-1"));
    assertThat(three.take(print("late", "a"))).containsExactly(new RequestId("late-1"));
    assertThat(three.take(print("d"))).isEmpty();
    assertThat(three.take(print("e"))).containsExactly(new RequestId("crowd-e"));
  }

  @Test
  void what_was_answered_is_forgotten_also_where_it_is_heard_of_later() {
    answers.note(print("a"), new RequestId("r1"));
    answers.guess(print("a"), new RequestId("r1"));
    answers.note(print("a"), new RequestId("r2"));
    answers.settle(print("a"), new RequestId("r1"));
    answers.guess(print("a"), new RequestId("r1"));
    answers.note(print("a"), new RequestId("r1"));
    assertThat(answers.take(print("a"))).containsExactly(new RequestId("r2"));
  }

  @Test
  void what_another_lost_is_as_old_as_it_says() {
    answers.note(print("a"), new RequestId("r1"), now.minus(Duration.ofMinutes(11)));
    assertThat(answers.take(print("a"))).isEmpty();
  }

  private static Fingerprint print(String body) {
    return print("crowd", body);
  }

  private static Fingerprint print(String tenant, String body) {
    return new Fingerprint(new TenantId(tenant), body);
  }

  private Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }
}
