package dev.rollcall.connector.operations.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.Hold;
import dev.rollcall.connector.operations.core.Standing.Account;
import dev.rollcall.connector.operations.core.Standing.Scoped;
import dev.rollcall.connector.operations.core.Standing.Times;
import dev.rollcall.connector.operations.core.Standing.Verdict;
import dev.rollcall.connector.operations.core.Standing.Waits;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
  private static final Instant NOW = Instant.parse("2026-11-26T06:00:00Z");
  private static final Scoped OUT = new Scoped(true, false, "the filter does not match");

  @ParameterizedTest
  @CsvSource({
    "waiting,   WAITING",
    "working,   WAITING",
    "failing,   FAILING",
    "parked,    PARKED",
    "held,      HELD",
    "discarded, DISCARDED",
    "done,      OUTSIDE"
  })
  void each_state_of_a_key_comes_to_something(String state, Verdict verdict) {
    assertThat(standing(state, null).verdict()).isEqualTo(verdict);
  }

  @Test
  void whoever_is_held_waits_for_a_person_who_decides_on_the_hold() {
    Standing held = standing("held", new Hold("h7", Hold.Status.HELD, false));

    assertThat(held.verdict().word()).isEqualTo("held");
    assertThat(Explanation.of(held))
        .containsExactly(
            "The person does not belong in the app: the filter does not match.",
            "The app still has it.",
            "It waits for a person's decision: hold h7.");
  }

  @Test
  void whoever_is_held_before_anybody_can_decide_waits_for_the_weighing() {
    assertThat(Explanation.of(standing("held", new Hold("h7", Hold.Status.WEIGHING, false))))
        .endsWith("It waits until it is known how many would lose something: hold h7.");
  }

  @Test
  void whoever_is_kept_by_a_decision_is_not_outside() {
    Standing kept = standing("done", new Hold("h7", Hold.Status.REJECTED, false));

    assertThat(kept.verdict()).isEqualTo(Verdict.KEPT);
    assertThat(Explanation.of(kept))
        .containsExactly(
            "The person does not belong in the app: the filter does not match.",
            "The app still has it.",
            "It is kept by a decision, which rejected hold h7: it stays so until the directory says"
                + " something new of it or a later act is weighed.");
  }

  @Test
  void a_decision_of_before_says_nothing_of_what_waits_now() {
    Standing waiting = standing("waiting", new Hold("h7", Hold.Status.REJECTED, false));

    assertThat(waiting.verdict()).isEqualTo(Verdict.WAITING);
  }

  private static Standing standing(String state, @Nullable Hold hold) {
    return new Standing(
        "person",
        state,
        OUT,
        Account.LINKED,
        0,
        Waits.NOTHING,
        hold,
        null,
        List.of(),
        new Times(NOW, NOW, null));
  }
}
