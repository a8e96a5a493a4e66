package dev.rollcall.ingress.journal.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PresenceTest {
  private final Presence presence = new Presence("self", 2);

  @Test
  void who_is_silent_for_long_is_gone_once() {
    presence.heard("other");
    assertThat(presence.hereAgain()).isEmpty();
    assertThat(presence.hereAgain()).isEmpty();
    assertThat(presence.hereAgain()).containsExactly("other");
    assertThat(presence.hereAgain()).isEmpty();
  }

  @Test
  void whatever_somebody_says_shows_that_it_is_there() {
    presence.heard("other");
    presence.hereAgain();
    presence.hereAgain();
    presence.heard("other");
    presence.heard("third");
    assertThat(presence.hereAgain()).isEmpty();
    assertThat(presence.hereAgain()).isEmpty();
    assertThat(presence.hereAgain()).containsExactlyInAnyOrder("other", "third");
  }

  @Test
  void who_has_left_is_not_missed_and_neither_is_oneself() {
    presence.heard("other");
    presence.heard("self");
    presence.left("other");
    for (int i = 0; i < 5; i++) {
      assertThat(presence.hereAgain()).isEmpty();
    }
  }

  @Test
  void who_woke_up_after_it_was_given_up_is_there_again() {
    presence.heard("other");
    for (int i = 0; i < 3; i++) {
      presence.hereAgain();
    }
    presence.heard("other");
    assertThat(presence.hereAgain()).isEmpty();
    assertThat(presence.hereAgain()).isEmpty();
    assertThat(presence.hereAgain()).containsExactly("other");
  }
}
