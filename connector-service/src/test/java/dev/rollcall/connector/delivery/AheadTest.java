package dev.rollcall.connector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AheadTest {
  private static final int MOST = 8;

  private final Ahead ahead = new Ahead(MOST, Duration.ofMillis(50));

  @Test
  void none_are_taken_ahead_before_turns_have_shown_to_be_brief() {
    assertThat(ahead.keys()).isZero();

    turns(3, 10);
    assertThat(ahead.keys()).isZero();

    turns(20, 10);
    assertThat(ahead.keys()).isEqualTo(MOST);
  }

  @Test
  void one_turn_into_a_time_limit_is_enough_to_take_none() {
    turns(100, 1);

    turns(1, 30_000);

    assertThat(ahead.keys()).isZero();
  }

  @Test
  void a_turn_that_is_a_little_longer_changes_nothing() {
    turns(100, 10);

    turns(1, 60);

    assertThat(ahead.keys()).isEqualTo(MOST);
  }

  @Test
  void where_it_was_in_vain_turns_show_anew_that_they_are_brief() {
    turns(100, 1);

    ahead.stop();

    assertThat(ahead.keys()).isZero();
    turns(20, 1);
    assertThat(ahead.keys()).isEqualTo(MOST);
  }

  private void turns(int count, long millis) {
    for (int turn = 0; turn < count; turn++) {
      ahead.took(Duration.ofMillis(millis).toNanos());
    }
  }
}
