package dev.rollcall.connector.leavers.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.leavers.core.Spread.Quantile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void a_rank_is_the_nearest_one_from_1_on() {
    assertThat(Spread.rank(1, 50)).isEqualTo(1);
    assertThat(Spread.rank(2, 50)).isEqualTo(1);
    assertThat(Spread.rank(3, 50)).isEqualTo(2);
    assertThat(Spread.rank(200, 99)).isEqualTo(198);
    assertThat(Spread.rank(100, 50)).isEqualTo(50);
    assertThat(Spread.rank(100, 99)).isEqualTo(99);
    assertThat(Spread.rank(101, 99)).isEqualTo(100);
    assertThat(Spread.rank(0, 99)).isEqualTo(1);
  }

  @Test
  void where_nobody_left_there_is_nothing_to_say() {
    assertThat(new Spread("crm", 0, 0, 0, List.of()).toJson().text("sentence"))
        .contains("Nobody left.");
  }

  @Test
  void the_sentence_says_how_quick_it_was_and_who_is_still_in() {
    var spread =
        new Spread(
            "crm",
            120,
            2,
            118,
            List.of(
                new Quantile(50, Duration.ofMillis(400), false),
                new Quantile(99, Duration.ofMinutes(90), true)));

    assertThat(spread.toJson().text("sentence"))
        .contains(
            "120 people left. Half were out within 400 ms, 99 of 100 within 1 h 30 min or more."
                + " 2 are still in.");
  }
}
